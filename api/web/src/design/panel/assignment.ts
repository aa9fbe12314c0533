// Decides the ways of saying who gets a task: which parameters each way takes, and the sentence that says it. The
// server decides who the people are. It draws nothing.

export const assignmentKinds = [
  'role', 'head', 'head-above', 'department', 'initiator', 'who-did', 'supervision', 'person', 'candidates',
] as const
export type AssignmentKind = (typeof assignmentKinds)[number]

/** How a parameter is filled in. */
export type ParameterForm = 'role' | 'unit' | 'person' | 'people' | 'line' | 'level' | 'levels' | 'step'

export interface Parameter {
  name: string
  form: ParameterForm
}

/** The parameters of each way (docs/extensions.md), in the order of the form. */
export const parametersOf: Record<AssignmentKind, Parameter[]> = {
  role: [{ name: 'role', form: 'role' }, { name: 'unit', form: 'unit' }],
  head: [{ name: 'unit', form: 'unit' }],
  'head-above': [{ name: 'unit', form: 'unit' }, { name: 'levels', form: 'levels' }],
  department: [
    { name: 'line', form: 'line' },
    { name: 'level', form: 'level' },
    { name: 'place', form: 'unit' },
  ],
  initiator: [],
  'who-did': [{ name: 'step', form: 'step' }],
  supervision: [{ name: 'owner', form: 'unit' }],
  person: [{ name: 'person', form: 'person' }],
  candidates: [{ name: 'people', form: 'people' }],
}

const allParameters = ['person', 'people', 'role', 'unit', 'levels', 'line', 'level', 'place', 'step', 'owner']

/** The rules for "nobody". */
export const whenEmptyChoices = ['incident', 'head', 'administrator'] as const

/** Whether the unit whose head then gets the task has to be named beside the parameters: no parameter says a place. */
export function headNeedsUnit(kind: AssignmentKind): boolean {
  return !parametersOf[kind].some((each) => each.form === 'unit')
}

/** The attributes after a change of kind: parameters that the new kind does not take go away. */
export function changeKind(kind: AssignmentKind, whenEmpty: string): Record<string, string> {
  const kept = new Set(parametersOf[kind].map((each) => each.name))
  if (whenEmpty === 'head') kept.add('unit')
  const values: Record<string, string> = { kind }
  for (const name of allParameters) if (!kept.has(name)) values[name] = ''
  return values
}
