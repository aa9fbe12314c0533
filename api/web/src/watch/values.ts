// Decides how a value of a case is written for staff: yes and no in words, moments in local form, lists and groups as
// text. It does not know what a value means.
import { dayText, momentText } from '@/parts/time'
import { say } from '@/i18n'

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const day = /^\d{4}-\d{2}-\d{2}$/
const deepest = 4

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(text: string): string {
  if (moment.test(text)) return momentText(text)
  return day.test(text) ? dayText(text) : text
}

/** One line for a single value, one a line for lists and groups. Deeper than four levels is told as such. */
export function valueText(value: unknown, level = 0): string {
  if (value === null || value === undefined || value === '') return say('watch.values.empty')
  if (typeof value === 'boolean') return say(value ? 'watch.values.yes' : 'watch.values.no')
  if (typeof value === 'string') return textOf(value)
  if (typeof value === 'number') return String(value)
  if (level >= deepest) return say('watch.values.deeper')
  const indent = '  '.repeat(level)
  if (Array.isArray(value)) {
    if (value.length === 0) return say('watch.values.empty')
    const isPlain = value.every((item) => !isGroup(item) && !Array.isArray(item))
    if (isPlain) return value.map((item) => valueText(item, level + 1)).join(say('watch.values.comma'))
    return value.map((item, at) => `${indent}${at + 1}. ${valueText(item, level + 1).trimStart()}`).join('\n')
  }
  if (!isGroup(value)) return String(value)
  return Object.entries(value)
    .map(([name, item]) => {
      const text = valueText(item, level + 1)
      return `${indent}${name}: ${text.includes('\n') ? `\n${text}` : text}`
    })
    .join('\n')
}
