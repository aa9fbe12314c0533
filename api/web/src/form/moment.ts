// Decides how the browser's inputs for dates and times and the stored texts turn into each other.
import type { Field } from './schema'

const two = (n: number) => String(Math.abs(n)).padStart(2, '0')

/** "+08:00" of this place at that moment. */
export function offsetText(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`
}

/** What a date, time or datetime-local input takes, from ISO 8601; "" if it is none. */
export function inputText(type: Field['type'], stored: unknown): string {
  const text = typeof stored === 'string' ? stored : ''
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? ''
  if (type === 'time') return /^\d{2}:\d{2}/.exec(text)?.[0] ?? ''
  const zoned = /T.*(?:Z|[+-]\d{2}:?\d{2})(?:@.*)?$/.test(text)
  if (!zoned) return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(text)?.[0] ?? ''
  const at = new Date(text.replace(/@.*$/, '').replace(/\[.*\]$/, ''))
  if (Number.isNaN(at.getTime())) return ''
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** What is stored, in the form that the schema asks for; undefined for an empty input. */
export function storedText(field: Pick<Field, 'type' | 'timeForm'>, input: string): string | undefined {
  if (!input) return undefined
  if (field.type === 'date') return input
  const seconds = field.type === 'time' ? `${input.slice(0, 5)}:00` : `${input.slice(0, 16)}:00`
  if (field.timeForm === 'no_timezone') return seconds
  if (field.type === 'time') return field.timeForm === 'utc_offset' ? seconds + offsetText(new Date()) : seconds
  const at = new Date(seconds)
  return field.timeForm === 'utc_normalized' ? at.toISOString().replace(/\.\d+Z$/, 'Z') : seconds + offsetText(at)
}
