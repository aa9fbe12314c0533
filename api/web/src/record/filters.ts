// Decides how what a supervisor chose becomes a query, and how it stands in the page's address, so that a search can be
// sent to a colleague. Days are days of this browser's zone.
import type { Query } from '@/api/client'

export interface Filters {
  person: string
  unit: string
  process: string
  text: string
  /** Days, "2026-11-01"; both are included. */
  from: string
  to: string
}

export const noFilters: Filters = { person: '', unit: '', process: '', text: '', from: '', to: '' }
const names = Object.keys(noFilters) as (keyof Filters)[]

/** The first moment of the day, or of the day after it, in this browser's zone; undefined when it is no day. */
function momentOf(day: string, daysLater: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return undefined
  const at = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + daysLater)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

export function queryOf(filters: Filters): Query {
  return {
    person: filters.person,
    unit: filters.unit,
    process: filters.process,
    text: filters.text.trim(),
    from: momentOf(filters.from, 0),
    to: momentOf(filters.to, 1)
  }
}

export function addressOf(filters: Filters): Record<string, string> {
  return Object.fromEntries(names.filter((name) => filters[name]).map((name) => [name, filters[name]]))
}

export function filtersOf(address: Record<string, unknown>): Filters {
  const chosen = names.map((name) => [name, typeof address[name] === 'string' ? address[name] : ''])
  return Object.fromEntries(chosen) as unknown as Filters
}

/** The last `days` days until today, both included. */
export function lastDays(days: number, now = new Date()): Pick<Filters, 'from' | 'to'> {
  const text = (at: Date) =>
    `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1)
  return { from: text(first), to: text(now) }
}
