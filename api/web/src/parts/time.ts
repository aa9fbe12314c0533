// Decides how moments and lengths are written for staff: local time, Chinese or English, near moments in words.
import { language, say } from '@/i18n'

const minuteMs = 60_000

const tag = () => (language() === 'en' ? 'en-GB' : 'zh-CN')

/** "2026-11-21 14:05", in the browser's own time zone. */
export function momentText(iso: string | undefined): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return iso ?? ''
  const two = (n: number) => String(n).padStart(2, '0')
  return `${dayText(iso)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** "2026-11-21". A plain date stays the day that it is, whatever the zone. */
export function dayText(iso: string | undefined): string {
  if (iso && /^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return iso ?? ''
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** "5 分钟前" within a day, the moment itself otherwise. */
export function agoText(iso: string | undefined, now = Date.now()): string {
  const at = new Date(iso ?? '').getTime()
  const minutes = Math.floor((now - at) / minuteMs)
  if (Number.isNaN(at) || minutes < 0 || minutes >= 24 * 60) return momentText(iso)
  if (minutes < 1) return say('parts.time.now')
  return minutes < 60
    ? say('parts.time.minutes', { count: minutes })
    : say('parts.time.hours', { count: Math.floor(minutes / 60) })
}

/** The day of today with its weekday, for the head of the workbench. */
export function todayText(now = new Date()): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'full' }).format(now)
}

/** "1.5 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kib = bytes / 1024
  return kib < 1024 ? `${kib.toFixed(0)} KB` : `${(kib / 1024).toFixed(1)} MB`
}
