// The resources of design: what is deployed and its versions, checking and deploying files, FEEL, decisions, scenarios,
// and the lists that the properties panel offers.
import { get, getText, post, postForm, type Options } from '@/api/client'
import { asProblem, type Diagnostic } from '@/api/problem'

export type { Diagnostic }

export interface Soundness {
  process: string
  verdict: 'sound' | 'not-sound' | 'unknown'
  path?: string[]
  stuckAt?: string
  endless?: boolean
  message?: string
  messageEn?: string
}

export interface CheckAnswer {
  ok: boolean
  diagnostics: Diagnostic[]
  soundness: Soundness[]
}

export interface Version {
  key: string
  version: number
  name: string
  enabled?: boolean
  deployment?: string
  file?: string
  by?: string
  byName?: string
  at?: string
  note?: string
}

export interface FormChoice {
  id: string
  title: string
  fields: { key: string; label?: string; type?: string }[]
}

export interface NamedChoice {
  id: string
  name: string
}

/** What the panel's lists offer; every list may be empty. */
export interface Choices {
  roles: NamedChoice[]
  unitKinds: NamedChoice[]
  units: NamedChoice[]
  lines: NamedChoice[]
  people: NamedChoice[]
  forms: FormChoice[]
  calendars: NamedChoice[]
  decisions: NamedChoice[]
  processes: NamedChoice[]
  messages: NamedChoice[]
}

export interface FeelFinding {
  offset: number
  length: number
  message: string
  messageEn?: string
  severity: 'error' | 'warning'
}

export interface Completion {
  label: string
  insert: string
  kind: string
  detail?: string
}

export interface FeelAnswer {
  ok: boolean
  diagnostics: FeelFinding[]
  completions: Completion[]
}

export interface FiredRule {
  index: number
  id?: string
  inputs: unknown[]
  outputs: unknown[]
}

export interface Evaluation {
  result: unknown
  trace: { decision: string; name: string; rules: FiredRule[]; result: unknown }[]
  diagnostics: { offset: number; message: string }[]
}

export interface ScenarioAnswer {
  scenarios: {
    name: string
    passed: boolean
    steps: { text: string; ok: boolean; message?: string }[]
    /** All that did not hold; also what belongs to no step. */
    problems?: { line: number; message: string }[]
  }[]
}

export interface DesignFile {
  name: string
  text: string
}

type Items<T> = { items: T[] }
type Raw = Record<string, any>

const id = encodeURIComponent

/** The four kinds of thing that are designed. */
export type Kind = 'processes' | 'decisions' | 'forms' | 'calendars'

/** Lists name their keys differently; here it is always `key`, `name`, `version`. */
export function asVersion(raw: Raw): Version {
  const { key, id: other, title, name, ...rest } = raw
  return { ...(rest as Version), key: key ?? other, name: name || title || key || other }
}

/** A multipart body of files, each under its own name. */
export function filesForm(files: DesignFile[], fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value)
  for (const file of files) form.append('file', new Blob([file.text]), file.name)
  return form
}

function choicesOf(raw: Partial<Record<keyof Choices, unknown>>): Choices {
  const named = (list: unknown): NamedChoice[] =>
    ((list as (Raw | string)[] | undefined) ?? []).map((each) =>
      typeof each === 'string'
        ? { id: each, name: each }
        : { id: each.id ?? each.key ?? each.name, name: each.name ?? each.title ?? each.id ?? each.key },
    )
  return {
    roles: named(raw.roles), unitKinds: named(raw.unitKinds), units: named(raw.units), lines: named(raw.lines), people: named(raw.people),
    calendars: named(raw.calendars), decisions: named(raw.decisions), processes: named(raw.processes),
    messages: named(raw.messages),
    forms: ((raw.forms as FormChoice[] | undefined) ?? []).map((form) => ({ ...form, fields: form.fields ?? [] })),
  }
}

export const design = {
  list: async (kind: Kind) => (await get<Items<Raw>>(`/${kind}`)).items.map(asVersion),
  versions: async (kind: Kind, key: string) =>
    (await get<Items<Raw>>(`/${kind}/${id(key)}/versions`)).items.map(asVersion),
  processXml: (key: string, version?: number) => getText(`/processes/${id(key)}/xml`, { version }),
  decisionXml: (key: string, version?: number) => getText(`/decisions/${id(key)}/xml`, { version }),
  form: (key: string, version?: number) => get<{ schema: object; title: string }>(`/forms/${id(key)}`, { version }),
  deploymentFiles: async (deployment: string) =>
    (await get<{ files: { name: string; kind: string }[] }>(`/deployments/${id(deployment)}`)).files,
  deployedFile: (deployment: string, name: string) => getText(`/deployments/${id(deployment)}/files/${id(name)}`),
  enable: (key: string, version: number, on: boolean) =>
    post<void>(`/processes/${id(key)}/${on ? 'enable' : 'disable'}`, { version }),
  check: (files: DesignFile[], options: Options = {}) =>
    postForm<CheckAnswer>('/deployments', filesForm(files), { ...options, query: { check: true } }),
  deploy: (files: DesignFile[], name: string, note: string) =>
    postForm<CheckAnswer & { id: string }>('/deployments', filesForm(files, { name, note })),
  feel: (body: object, signal?: AbortSignal) =>
    post<FeelAnswer>('/design/feel', body, signal ? { signal } : {}),
  evaluateDecision: (xml: string, decision: string, inputs: object) =>
    post<Evaluation>('/design/decisions/evaluate', { xml, decision, inputs }),
  scenarios: (files: DesignFile[]) => postForm<ScenarioAnswer>('/design/scenarios', filesForm(files)),
  choices: async () => choicesOf(await get('/design/choices'))
}

/** The diagnostics that a refused deployment carries, or null when the failure is of another kind. */
export function findingsOf(error: unknown): Diagnostic[] | null {
  const found = asProblem(error).diagnostics
  return found.length > 0 ? found : null
}
