// Decides the scenario that a designer begins with: start the process, and expect the first steps that the drawing has.
import { extension } from '../bpmn/edit'
import type { ModdleElement } from '../bpmn/types'

const isTask = (element: ModdleElement) => element.$type === 'bpmn:UserTask'

/** The user tasks that a token may reach first, along the flows from the start events; at most three. */
export function firstTasks(process: ModdleElement): string[] {
  const seen = new Set<ModdleElement>()
  const found: string[] = []
  const waiting = ((process.get('flowElements') ?? []) as ModdleElement[]).filter((each) => each.$type === 'bpmn:StartEvent')
  for (let next = waiting.shift(); next && found.length < 3; next = waiting.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (isTask(next)) found.push(next.id!)
    else for (const flow of next.get('outgoing') ?? []) waiting.push(flow.get('targetRef'))
  }
  return found
}

/** The form of the process's plain start, if it has one. */
export function startForm(definitions: ModdleElement, process: string): string | undefined {
  const root = (definitions.get('rootElements') as ModdleElement[]).find((each) => each.$type === 'bpmn:Process' && each.id === process)
  const starts = ((root?.get('flowElements') ?? []) as ModdleElement[]).filter((each) => each.$type === 'bpmn:StartEvent')
  const forms = starts.map((each) => extension(each, 'Form')?.get('ref') as string | undefined)
  return forms.find((ref) => ref !== undefined && !ref.startsWith('='))
}

interface Component {
  key?: string
  type?: string
  label?: string
  subtype?: string
  values?: { value: unknown }[]
  validate?: { required?: boolean; min?: number }
  components?: Component[]
}

function valueFor(field: Component): unknown {
  if (field.values?.length) return ['checklist', 'taglist'].includes(field.type ?? '') ? [field.values[0]!.value] : field.values[0]!.value
  if (field.type === 'number') return field.validate?.min ?? 1
  if (field.type === 'checkbox') return true
  if (field.type === 'datetime') return field.subtype === 'datetime' ? '2026-09-28T09:00:00+08:00' : '2026-09-28'
  return field.label || field.key
}

/** A value for each required field at the top of the form and in its groups: the first choice, the least number, the
 * field's own title. */
export function sampleOf(schema: object): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const waiting = [...((schema as Component).components ?? [])]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next.type === 'group') waiting.push(...(next.components ?? []))
    if (next.key && next.validate?.required && next.type !== 'filepicker') found[next.key] = valueFor(next)
  }
  return found
}

/** JSON is YAML too; one field a line reads better. */
function block(values: Record<string, unknown>): string[] {
  const rows = Object.entries(values).map(([key, value]) => `        ${key}: ${JSON.stringify(value)}`)
  return rows.length ? ['      variables:', ...rows] : ['      variables: {}']
}

/** YAML of docs/scenarios.md; `person` starts the case. */
export function firstScenario(
  process: string, definitions: ModdleElement, name: string, person: string, values: Record<string, unknown> = {}
): string {
  const root = (definitions.get('rootElements') as ModdleElement[]).find((each) => each.$type === 'bpmn:Process' && each.id === process)
  const tasks = root ? firstTasks(root) : []
  const list = tasks.map((task) => `{element: ${task}}`).join(', ')
  return [
    `name: ${name}`,
    `process: ${process}`,
    'now: 2026-09-28T09:00:00+08:00',
    'steps:',
    '  - start:',
    `      as: ${person}`,
    ...block(values),
    ...(tasks.length === 1 ? [`  - expect: {tasks: [${list}]}`] : []),
    ''
  ].join('\n')
}
