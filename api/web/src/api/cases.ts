// The resources of cases: start, list, how far one has come, withdraw.
import { get, getText, post, type Query } from './client'
import type { Deadline, Page, StartForm, Startable } from './tasks'

export type CaseStatus = 'active' | 'suspended' | 'completed' | 'cancelled' | 'failed'

export interface Case {
  id: string
  process: string
  processName?: string
  version: number
  status: CaseStatus
  businessKey: string
  title: string
  initiator?: string
  initiatorName?: string
  started: string
  ended?: string
  revision: number
  unit?: string
  unitName?: string
  current?: { element: string; elementName: string; assigneeName?: string }[]
  deadline?: Deadline
}

export interface Opinion {
  at: string
  element: string
  elementName: string
  by: string
  byName: string
  onBehalfOfName?: string
  outcome?: string
  outcomeName?: string
  opinion?: string
  attachments?: { id: string; name: string; size: number; contentType: string }[]
  lastedWorkingHours?: number
}

export interface Waiting {
  element: string
  elementName: string
  kind?: 'task' | 'job' | 'timer' | 'message' | 'call'
  task?: string
  instance?: string
  since: string
  waitingFor?: { id: string; name: string }[]
  due?: string
  deadline?: Deadline
}

export interface Next {
  element: string
  elementName: string
  /** In words: a role and a place, or names. */
  who?: string
  whoEn?: string
}

export interface Progress {
  process: string
  processName: string
  version: number
  xmlHref?: string
  taken: { elements: { element: string; count: number }[]; flows: string[] }
  current: Waiting[]
  next: Next[]
  opinions: Opinion[]
}

export interface StartBody {
  process: string
  variables: Record<string, unknown>
}

export const cases = {
  list: (query: Query) => get<Page<Case>>('/instances', query),
  read: (id: string) => get<{ instance: Case } & Record<string, unknown>>(`/instances/${id}`),
  progress: (id: string) => get<Progress>(`/instances/${id}/progress`),
  startable: async () => (await get<{ items: Startable[] }>('/startable')).items,
  startForm: (process: string) => get<StartForm>(`/processes/${encodeURIComponent(process)}/start-form`),
  start: (body: StartBody, idempotencyKey: string) => post<Case>('/instances', body, { idempotencyKey }),
  withdraw: (id: string, reason: string) => post<void>(`/instances/${id}/withdraw`, { reason }),
  diagram: (process: string, version: number) =>
    getText(`/processes/${encodeURIComponent(process)}/xml`, { version })
}
