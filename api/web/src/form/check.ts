// Decides what the page says about values before they are sent. The rules and their words are the server's
// (adapters/definitions/form_check); it decides again.
import { say } from '@/i18n'
import type { FieldAccess } from '@/api/tasks'
import type { Field, FormNode } from './schema'
import { accessOf, isMissing, openFields, optionsOf, valueAt, type Values } from './values'

/** Key: JSON pointer of the value ("/person/name", "/people/0/name"); value: what is wrong, for people. */
export type Faults = Map<string, string>

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const phone = /^\+?[0-9() -]{5,20}$/

export function pointerOf(key: string): string {
  return '/' + key.replace(/~/g, '~0').replace(/\//g, '~1').replace(/\./g, '/')
}

/** A pattern that this browser cannot read is left to the server. */
function matches(pattern: string, text: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags).test(text)
    } catch {
      // RE2 takes some escapes that the strict mode does not.
    }
  }
  return true
}

function textFault(field: Field, value: unknown): string | undefined {
  const text = String(value)
  const length = [...text.trim()].length
  if (field.minLength !== undefined && length < field.minLength) return say('form.fault.tooShort', { least: field.minLength, length })
  if (field.maxLength !== undefined && length > field.maxLength) return say('form.fault.tooLong', { most: field.maxLength, length })
  if (field.patternName === 'email' && !email.test(text)) return say('form.fault.email')
  if (field.patternName === 'phone' && !phone.test(text)) return say('form.fault.phone')
  return field.pattern && !matches(field.pattern, text) ? say('form.fault.pattern') : undefined
}

function numberFault(field: Field, value: unknown): string | undefined {
  const number = Number(value)
  if (String(value).trim() === '' || !Number.isFinite(number)) return say('form.fault.number')
  if (field.min !== undefined && number < field.min) return say('form.fault.tooSmall', { least: field.min })
  if (field.max !== undefined && number > field.max) return say('form.fault.tooLarge', { most: field.max })
  const digits = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
  return field.decimalDigits !== undefined && digits > field.decimalDigits
    ? say('form.fault.digits', { most: field.decimalDigits })
    : undefined
}

function optionFault(field: Field, value: unknown, values: Values): string | undefined {
  const options = optionsOf(field, values)
  const known = (item: unknown) => options.some((option) => option.value === item)
  const isFromData = Boolean(field.optionsKey || field.optionsFrom)
  const all = Array.isArray(value) ? value.every(known) : known(value)
  return all || isFromData ? undefined : say('form.fault.option')
}

function valueFault(field: Field, value: unknown, values: Values): string | undefined {
  switch (field.type) {
    case 'textfield':
    case 'textarea':
      return textFault(field, value)
    case 'number':
      return numberFault(field, value)
    case 'select':
    case 'radio':
    case 'checklist':
    case 'taglist':
      return optionFault(field, value, values)
    case 'filepicker':
      return Array.isArray(value) && value.length > 1 && !field.multiple ? say('form.fault.oneFile') : undefined
    default:
      return undefined
  }
}

function missingWords(field: Field): string {
  const chosen = ['select', 'radio', 'checklist', 'taglist', 'date', 'time', 'datetime'].includes(field.type)
  if (field.type === 'filepicker') return say('form.fault.noFile')
  if (field.type === 'checkbox') return say('form.fault.unchecked')
  return say(chosen ? 'form.fault.notChosen' : 'form.fault.missing')
}

/** Recursion into rows, bounded by the schema's depth. */
export function faultsOf(nodes: FormNode[], access: readonly FieldAccess[], values: Values, at = '', scope = values): Faults {
  const faults: Faults = new Map()
  for (const field of openFields(nodes, access, scope)) {
    const value = valueAt(values, field.key)
    const pointer = at + pointerOf(field.key)
    if (isMissing(field, value)) {
      if (accessOf(field, access).required) faults.set(pointer, missingWords(field))
      continue
    }
    const fault = valueFault(field, value, scope)
    if (fault) faults.set(pointer, fault)
    if (field.type !== 'dynamiclist' || !Array.isArray(value)) continue
    value.forEach((row, index) => {
      const inner = faultsOf(field.rows, [], row as Values, `${pointer}/${index}`, { ...scope, ...(row as Values) })
      inner.forEach((words, place) => faults.set(place, words))
    })
  }
  return faults
}
