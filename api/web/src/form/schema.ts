// Decides what a form-js schema means to the renderer: a tree of fields, shown things and groups. The types and keys are
// those that the server accepts (adapters/definitions/form_reader); what it does not know is left out here too.
import { readExpression, type Node as Expression } from './expression/read'

export type FieldType =
  | 'textfield' | 'textarea' | 'number' | 'checkbox' | 'select' | 'radio' | 'checklist' | 'taglist'
  | 'date' | 'time' | 'datetime' | 'filepicker' | 'expression' | 'dynamiclist'

export interface Option {
  value: unknown
  label: string
}

export interface Field {
  kind: 'field'
  id: string
  type: FieldType
  /** Path from the form's values, or from the row: "place", "person.name". */
  key: string
  label: string
  description: string
  placeholder: string
  required: boolean
  readonly: boolean
  min?: number
  max?: number
  minLength?: number
  maxLength?: number
  decimalDigits?: number
  step?: number
  pattern: string
  patternName: '' | 'email' | 'phone'
  numberAsText: boolean
  /** The value is the id of a person or unit, chosen by name: the component's custom property "picks". */
  picks: '' | 'person' | 'unit'
  multiple: boolean
  accept: string
  searchable: boolean
  options: Option[]
  /** Options stand in the values under this path, or come from this expression. */
  optionsKey: string
  optionsFrom: Expression | null
  defaultValue: unknown
  timeForm: 'utc_offset' | 'utc_normalized' | 'no_timezone'
  noPast: boolean
  prefix: string
  suffix: string
  computed: Expression | null
  hide: Expression | null
  /** Of a dynamiclist: the fields of a row. */
  rows: FormNode[]
  mayAddRows: boolean
}

export interface Shown {
  kind: 'shown'
  id: string
  type: 'text' | 'html' | 'image' | 'separator' | 'spacer' | 'table'
  text: string
  source: string
  alt: string
  height: number
  label: string
  columns: { key: string; label: string }[]
  data: string
  hide: Expression | null
}

export interface Group {
  kind: 'group'
  id: string
  label: string
  outlined: boolean
  nodes: FormNode[]
  hide: Expression | null
}

export type FormNode = Field | Shown | Group

type Json = Record<string, unknown>

const inputs = new Set([
  'textfield', 'textarea', 'number', 'checkbox', 'select', 'radio', 'checklist', 'taglist', 'datetime', 'filepicker',
  'expression', 'dynamiclist'
])
const shown = new Set(['text', 'html', 'image', 'separator', 'spacer', 'table'])
const deepest = 20

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const objectOf = (value: unknown): Json => (isObject(value) ? value : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const joined = (path: string, key: string) => (path && key ? `${path}.${key}` : path + key)

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function expressionOf(value: unknown): Expression | null {
  const text = textOf(value).trim()
  return text ? readExpression(text) : null
}

function typeOf(component: Json): FieldType {
  if (component.type !== 'datetime') return component.type as FieldType
  return component.subtype === 'time' ? 'time' : component.subtype === 'datetime' ? 'datetime' : 'date'
}

function labelOf(component: Json, type: FieldType): string {
  const dated = type === 'date' || type === 'datetime' ? textOf(component.dateLabel) : ''
  const timed = type === 'time' ? textOf(component.timeLabel) : ''
  return dated || timed || textOf(component.label)
}

function optionsOf(component: Json): Option[] {
  return listOf(component.values)
    .filter(isObject)
    .filter((option) => 'value' in option)
    .map((option) => ({ value: option.value, label: textOf(option.label) || String(option.value) }))
}

function picksOf(component: Json): Field['picks'] {
  const picks = textOf(objectOf(component.properties).picks)
  return picks === 'person' || picks === 'unit' ? picks : ''
}

function rulesOf(component: Json) {
  const validate = objectOf(component.validate)
  const kind = textOf(validate.validationType)
  return {
    required: validate.required === true,
    min: numberOf(validate.min),
    max: numberOf(validate.max),
    minLength: numberOf(validate.minLength),
    maxLength: numberOf(validate.maxLength),
    pattern: kind === 'email' || kind === 'phone' ? '' : textOf(validate.pattern),
    patternName: (kind === 'email' || kind === 'phone' ? kind : '') as Field['patternName']
  }
}

function fieldOf(component: Json, id: string, path: string, depth: number): Field | undefined {
  const type = typeOf(component)
  const key = joined(path, textOf(type === 'dynamiclist' ? component.path : component.key).trim())
  if (!key || key === path) return undefined
  const appearance = objectOf(component.appearance)
  const form = textOf(component.timeSerializingFormat)
  return {
    kind: 'field', id, type, key,
    label: labelOf(component, type) || key,
    description: textOf(component.description),
    placeholder: textOf(component.placeholder),
    ...rulesOf(component),
    readonly: component.readonly === true || component.disabled === true,
    decimalDigits: numberOf(component.decimalDigits),
    step: numberOf(component.increment),
    numberAsText: component.serializeToString === true,
    picks: type === 'textfield' ? picksOf(component) : '',
    multiple: component.multiple === true,
    accept: textOf(component.accept),
    searchable: component.searchable === true,
    options: optionsOf(component),
    optionsKey: textOf(component.valuesKey),
    optionsFrom: expressionOf(component.valuesExpression),
    defaultValue: component.defaultValue,
    timeForm: form === 'utc_normalized' || form === 'no_timezone' ? form : 'utc_offset',
    noPast: component.disallowPassedDates === true,
    prefix: textOf(appearance.prefixAdorner),
    suffix: textOf(appearance.suffixAdorner),
    computed: type === 'expression' ? expressionOf(component.expression) : null,
    hide: expressionOf(objectOf(component.conditional).hide),
    rows: type === 'dynamiclist' ? nodesOf(component, '', depth + 1) : [],
    mayAddRows: component.allowAddRemove !== false
  }
}

function columnsOf(component: Json): Shown['columns'] {
  return listOf(component.columns)
    .filter(isObject)
    .map((column) => ({ key: textOf(column.key), label: textOf(column.label) || textOf(column.key) }))
}

function shownOf(component: Json, id: string): Shown {
  return {
    kind: 'shown', id,
    type: component.type as Shown['type'],
    text: textOf(component.text) || textOf(component.content),
    source: textOf(component.source),
    alt: textOf(component.alt),
    height: numberOf(component.height) ?? 16,
    label: textOf(component.label),
    columns: columnsOf(component),
    data: textOf(component.dataSource),
    hide: expressionOf(objectOf(component.conditional).hide)
  }
}

/** Recursion over groups and lists in a schema that the server has read, bounded again here. */
function nodesOf(holder: Json, path: string, depth: number): FormNode[] {
  if (depth > deepest) return []
  return listOf(holder.components).filter(isObject).flatMap((component, index): FormNode[] => {
    const type = textOf(component.type)
    const id = textOf(component.id) || `${path}${depth}-${index}`
    if (shown.has(type)) return [shownOf(component, id)]
    if (inputs.has(type)) return [fieldOf(component, id, path, depth)].filter((field) => field !== undefined)
    if (type !== 'group' && type !== 'default') return []
    const inner = joined(path, textOf(component.path).trim())
    return [
      {
        kind: 'group', id,
        label: textOf(component.label),
        outlined: component.showOutline === true,
        nodes: nodesOf(component, inner, depth + 1),
        hide: expressionOf(objectOf(component.conditional).hide)
      }
    ]
  })
}

export function readSchema(schema: unknown): FormNode[] {
  return isObject(schema) ? nodesOf(schema, '', 0) : []
}

/** The fields in the order of the form, through groups but not into rows. */
export function fieldsOf(nodes: FormNode[]): Field[] {
  return nodes.flatMap((node) => (node.kind === 'field' ? [node] : node.kind === 'group' ? fieldsOf(node.nodes) : []))
}
