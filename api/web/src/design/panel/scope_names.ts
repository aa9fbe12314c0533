// Decides which variable names a designer may use in an expression: those that the diagram, its forms and the host
// set. It guesses no types beyond the forms' own. Used for completion only: an unknown name is no error here.
import type { ModdleElement } from '../bpmn/types'
import type { FormChoice } from '../api'

export interface ScopeName {
  name: string
  /** FEEL's type as far as a form says it. */
  type?: string
  /** Where it comes from, in the designer's words: the step's or the form's title. */
  from?: string
}

const feelTypes: Record<string, string> = {
  textfield: 'string', textarea: 'string', number: 'number', checkbox: 'boolean', select: 'string', radio: 'string',
  datetime: 'date', checklist: 'list', taglist: 'list', dynamiclist: 'list',
}
const collections = ['rootElements', 'flowElements']

/** Every moddle element below `root` that stands in a process, in the order of the file. Bounded by the file's size. */
export function elementsOf(root: ModdleElement): ModdleElement[] {
  const found: ModdleElement[] = []
  const waiting: ModdleElement[] = [root]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    found.push(next)
    for (const list of collections) waiting.push(...((next[list] as ModdleElement[] | undefined) ?? []))
  }
  return found
}

function ofExtensions(element: ModdleElement, forms: Map<string, FormChoice>, add: (name: ScopeName) => void): void {
  const from = element.get('name') || undefined
  for (const each of element.get('extensionElements')?.get('values') ?? []) {
    if (each.$type === 'bihuan:Output') add({ name: each.target, from })
    if (each.$type === 'bihuan:Variable') add({ name: each.name, from })
    if (each.$type === 'bihuan:Decision') add({ name: each.resultVariable, type: 'context', from })
    if (each.$type === 'bihuan:Work') add({ name: each.outcomeVariable, type: 'string', from })
    if (each.$type === 'bihuan:Form') {
      const form = forms.get(each.ref)
      for (const field of form?.fields ?? []) {
        add({ name: field.key, type: feelTypes[field.type ?? ''], from: field.label || form?.title })
      }
    }
  }
}

function ofLoop(element: ModdleElement, add: (name: ScopeName) => void): void {
  const loop = element.get('loopCharacteristics') as ModdleElement | undefined
  if (!loop || loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return
  const from = element.get('name') || undefined
  add({ name: loop.get('bihuan:elementVariable'), from })
  add({ name: loop.get('bihuan:outputCollection'), type: 'list', from })
  for (const each of loop.get('extensionElements')?.get('values') ?? []) {
    if (each.$type === 'bihuan:Vote') add({ name: each.variable, type: 'context', from })
  }
}

/** The names, each once, sorted; the host's own last. */
export function scopeNames(definitions: ModdleElement, forms: FormChoice[]): ScopeName[] {
  const byId = new Map(forms.map((form) => [form.id, form]))
  const found = new Map<string, ScopeName>()
  const add = (name: ScopeName) => {
    if (name.name && !found.has(name.name)) found.set(name.name, name)
  }
  for (const element of elementsOf(definitions)) {
    if (typeof element.get !== 'function') continue
    ofExtensions(element, byId, add)
    if (element.$type === 'bpmn:ScriptTask') add({ name: element.get('bihuan:resultVariable'), from: element.name })
    ofLoop(element, add)
  }
  const host: ScopeName[] = [
    { name: 'initiator', type: 'string' }, { name: 'caseSerial', type: 'number' },
    { name: 'dueDate', type: 'date and time' }, { name: 'outcome', type: 'string' },
    { name: 'opinion', type: 'string' }, { name: 'completedBy', type: 'string' },
  ]
  const sorted = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return [...sorted, ...host.filter((name) => !found.has(name.name))]
}
