// Decides which inputs a trial run asks for, and how what is typed becomes a value. It evaluates nothing.
import type { ModdleElement } from '../bpmn/types'

export interface TrialInput {
  name: string
  label: string
  type: 'string' | 'number' | 'boolean' | 'date' | 'other'
  /** Values that the tables themselves name. */
  values: string[]
}

const types: Record<string, TrialInput['type']> = {
  string: 'string', number: 'number', integer: 'number', long: 'number', double: 'number', boolean: 'boolean', date: 'date'
}

/** The texts in quotes of a cell: `"高","重大"` names two. */
export function textsIn(cell: string): string[] {
  return [...cell.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!)
}

const elementOf = (href: string) => href.replace(/^.*#/, '')

/** Decisions and input data that `decision` needs, itself first; each once, whatever circles there are. */
export function neededBy(definitions: ModdleElement, decision: string): ModdleElement[] {
  const all = new Map(((definitions.get('drgElement') ?? []) as ModdleElement[]).map((each) => [each.id, each]))
  const found = new Set<ModdleElement>()
  const waiting = [all.get(decision)]
  for (let i = 0; i < waiting.length; ++i) {
    const next = waiting[i]
    if (!next || found.has(next)) continue
    found.add(next)
    for (const need of (next.get('informationRequirement') ?? []) as ModdleElement[]) {
      const href = need.get('requiredInput')?.get('href') ?? need.get('requiredDecision')?.get('href')
      if (href) waiting.push(all.get(elementOf(href)))
    }
  }
  return [...found]
}

function columnsOf(decision: ModdleElement): { name: string; label: string; type: string; values: string[] }[] {
  const table = decision.get('decisionLogic') as ModdleElement | undefined
  if (table?.$type !== 'dmn:DecisionTable') return []
  return ((table.get('input') ?? []) as ModdleElement[]).map((input, index) => ({
    name: (input.get('inputExpression')?.get('text') as string | undefined)?.trim() ?? '',
    label: input.get('label') || '',
    type: input.get('inputExpression')?.get('typeRef') ?? '',
    values: ((table.get('rule') ?? []) as ModdleElement[]).flatMap((rule) => textsIn(rule.get('inputEntry')?.[index]?.get('text') ?? ''))
  }))
}

/** The inputs of a trial of `decision`: its input data, and plain names in columns that nothing else gives. */
export function trialInputs(definitions: ModdleElement, decision: string): TrialInput[] {
  const needed = neededBy(definitions, decision)
  const decisions = needed.filter((each) => each.$type === 'dmn:Decision')
  const given = new Set(decisions.map((each) => each.get('variable')?.get('name') || each.get('name')))
  const found = new Map<string, TrialInput>()
  const columns = decisions.flatMap(columnsOf)
  for (const each of needed.filter((one) => one.$type === 'dmn:InputData')) {
    const name = (each.get('variable')?.get('name') || each.get('name')) as string
    const type = types[each.get('variable')?.get('typeRef') ?? ''] ?? 'other'
    found.set(name, { name, label: '', type, values: [] })
  }
  for (const column of columns) {
    const plain = /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(column.name)
    if (!found.has(column.name) && plain && !given.has(column.name)) {
      found.set(column.name, { name: column.name, label: '', type: types[column.type] ?? 'other', values: [] })
    }
    const input = found.get(column.name)
    if (!input) continue
    input.label ||= column.label
    input.values = [...new Set([...input.values, ...column.values])]
    if (input.type === 'other') input.type = types[column.type] ?? 'other'
  }
  return [...found.values()].map((each) => ({ ...each, label: each.label || each.name }))
}

/** What was typed as a value of JSON; nothing typed is null. A text that is no number stays a text: the server says so. */
export function valueOf(input: TrialInput, typed: string): unknown {
  const text = typed.trim()
  if (text === '') return null
  if (input.type === 'boolean') return text === 'true'
  if (input.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (input.type !== 'other') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
