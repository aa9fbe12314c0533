// Decides what a day is by a calendar file, and how a file changes when a day does. It computes no deadlines; the server
// does. Days are "2026-11-21"; months count from 1.

export interface CalendarFile {
  id: string
  name?: string
  zone: string
  week: Record<string, string[]>
  holidays?: Record<string, string>
  workdays?: Record<string, string>
  [other: string]: unknown
}

/** working: by the week; makeup: 调休, a free day on which one works; holiday: a named free day; free: by the week. */
export type DayKind = 'working' | 'makeup' | 'holiday' | 'free'

export interface Day {
  date: string
  kind: DayKind
  name?: string
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

export function dateText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** 0 is Sunday. UTC keeps the browser's zone out of it. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

function isWorkingByWeek(file: CalendarFile, date: string): boolean {
  return (file.week[weekdays[weekdayOf(date)]!] ?? []).length > 0
}

export function dayOf(file: CalendarFile, date: string): Day {
  const holiday = file.holidays?.[date]
  if (holiday !== undefined) return { date, kind: 'holiday', name: holiday }
  const makeup = file.workdays?.[date]
  if (makeup !== undefined) return { date, kind: 'makeup', name: makeup }
  return { date, kind: isWorkingByWeek(file, date) ? 'working' : 'free' }
}

export function monthOf(file: CalendarFile, year: number, month: number): Day[] {
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Array.from({ length: count }, (_, at) => dayOf(file, dateText(year, month, at + 1)))
}

/** The file with this day as a holiday, a make-up day, or (undefined) as the week says. Other days stay. */
export function withDay(file: CalendarFile, date: string, kind: 'holiday' | 'makeup' | undefined, name: string): CalendarFile {
  const without = (days: Record<string, string> | undefined) =>
    Object.fromEntries(Object.entries(days ?? {}).filter(([day]) => day !== date))
  const sorted = (days: Record<string, string>) => Object.fromEntries(Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1)))
  const holidays = without(file.holidays)
  const workdays = without(file.workdays)
  if (kind === 'holiday') holidays[date] = name
  if (kind === 'makeup') workdays[date] = name
  return { ...file, holidays: sorted(holidays), workdays: sorted(workdays) }
}
