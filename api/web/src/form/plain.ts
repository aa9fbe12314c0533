// Decides how a value stands in text for staff: never as JSON.
import { say } from '@/i18n'
import { momentText } from '@/parts/time'

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const most = 20

/** Recursion over lists and contexts, two deep; what lies deeper is left out. */
export function plainText(value: unknown, depth = 0): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return say(value ? 'form.yes' : 'form.no')
  if (typeof value === 'string') return moment.test(value) ? momentText(value.replace(/@.*$/, '')) : value
  if (typeof value !== 'object') return String(value)
  if (depth > 2) return ''
  const parts = Array.isArray(value) ? value : Object.values(value)
  return parts.slice(0, most).map((part) => plainText(part, depth + 1)).filter(Boolean).join(say('form.comma'))
}
