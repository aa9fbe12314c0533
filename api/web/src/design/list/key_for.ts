// Decides the name in the file for something new: a word of its kind and the day, and a number where that is taken.
import type { Kind } from '../api'

const words: Record<Kind, string> = { processes: 'process', decisions: 'decision', forms: 'form', calendars: 'calendar' }

/** A key that is not taken; `day` is for tests. */
export function keyFor(kind: Kind, taken: string[], day = new Date()): string {
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('')
  let number = 1
  while (taken.includes(`${words[kind]}-${date}-${number}`)) ++number
  return `${words[kind]}-${date}-${number}`
}
