// Decides where a field's value stands among the form's values and what is sent. It does not check (check.ts).
import { evaluate } from './expression/evaluate'
import type { Node as Expression } from './expression/read'
import type { FieldAccess } from '@/api/tasks'
import { fieldsOf, type Field, type FormNode, type Option } from './schema'

export type Values = Record<string, unknown>

/** undefined where nothing is. */
export function valueAt(values: Values, key: string): unknown {
  let at: unknown = values
  for (const name of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Values)[name]
  }
  return at ?? undefined
}

/** A copy with the value; undefined takes it out. Keys are the definition's, so `__proto__` is refused, not followed. */
export function withValue(values: Values, key: string, value: unknown): Values {
  const [name, ...rest] = key.split('.') as [string, ...string[]]
  if (name === '__proto__') return values
  const copy: Values = { ...values }
  if (rest.length > 0) {
    const inner = copy[name]
    const holder = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Values) : {}
    copy[name] = withValue(holder, rest.join('.'), value)
  } else if (value === undefined) {
    delete copy[name]
  } else {
    copy[name] = value
  }
  return copy
}

export function isHiddenBy(hide: Expression | null, values: Values): boolean {
  return hide !== null && evaluate(hide, values) === true
}

/** How a step sees a field: what bihuan:field says goes before what the schema says. */
export function accessOf(field: Field, access: readonly FieldAccess[]): { access: 'editable' | 'readonly' | 'hidden'; required: boolean } {
  const rule = access.find((a) => a.key === field.key)
  const seen = rule?.access || (field.readonly ? 'readonly' : 'editable')
  return { access: field.type === 'expression' && seen === 'editable' ? 'readonly' : seen, required: field.required || rule?.required === true }
}

/** Empty text, empty list and an unchecked box count as nothing, as on the server. */
export function isMissing(field: Field, value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  return field.type === 'checkbox' && value === false
}

export function optionsOf(field: Field, values: Values): Option[] {
  const found = field.optionsKey ? valueAt(values, field.optionsKey) : field.optionsFrom ? evaluate(field.optionsFrom, values) : undefined
  if (!Array.isArray(found)) return field.options
  return found.map((item): Option => {
    const option = item as { value?: unknown; label?: unknown }
    const isPair = typeof item === 'object' && item !== null && 'value' in option
    return isPair ? { value: option.value, label: String(option.label ?? option.value) } : { value: item, label: String(item) }
  })
}

/** Values of the case, and the schema's defaults where the step may fill in and nothing stands yet. */
export function initialValues(nodes: FormNode[], access: readonly FieldAccess[], values: Values): Values {
  let result = values
  for (const field of fieldsOf(nodes)) {
    const isOpen = accessOf(field, access).access === 'editable' && valueAt(result, field.key) === undefined
    if (isOpen && field.defaultValue !== undefined && field.defaultValue !== null) {
      result = withValue(result, field.key, field.defaultValue)
    }
  }
  return result
}

/** The fields that one can see and fill in now: hidden groups take their fields along. */
export function openFields(nodes: FormNode[], access: readonly FieldAccess[], values: Values): Field[] {
  return nodes.flatMap((node): Field[] => {
    if (node.kind === 'shown' || isHiddenBy(node.hide, values)) return []
    if (node.kind === 'group') return openFields(node.nodes, access, values)
    return accessOf(node, access).access === 'editable' ? [node] : []
  })
}

function cleaned(field: Field, value: unknown, values: Values): unknown {
  if (typeof value === 'string') return field.type === 'textarea' || field.type === 'textfield' ? value.trim() : value
  if (field.type !== 'dynamiclist' || !Array.isArray(value)) return value
  return value.map((row) => submitted(field.rows, [], row as Values, { ...values, ...(row as Values) }))
}

/** What is sent: filled-in open fields only. A box that was offered and left empty is false. */
export function submitted(nodes: FormNode[], access: readonly FieldAccess[], values: Values, scope: Values = values): Values {
  let result: Values = {}
  for (const field of openFields(nodes, access, scope)) {
    const value = valueAt(values, field.key)
    if (field.type === 'checkbox') result = withValue(result, field.key, value === true)
    else if (!isMissing(field, value)) result = withValue(result, field.key, cleaned(field, value, scope))
  }
  return result
}
