// The resources of watching: processes with their counts, cases with their inside, incidents.
import { get, post, type Query } from '@/api/client'
import type { Case } from '@/api/cases'
import type { Page, Task } from '@/api/tasks'
import type { Scope } from '@/record/api'

export interface Process {
  key: string
  name: string
  version: number
  enabled: boolean
}

export interface ElementCount {
  element: string
  live: number
  done: number
  incidents: number
  late: number
}

export interface Statistics {
  elements: ElementCount[]
  instances: { active: number; suspended: number; completed: number; cancelled: number; failed: number }
  oldest?: string
}

export interface Incident {
  id: string
  instance: string
  element: string
  elementName?: string
  processName?: string
  title?: string
  businessKey: string
  message: string
  messageEn: string
  since: string
}

export interface Inside {
  instance: Case
  scopes: Scope[]
  tokens: { element: string; elementName: string; since?: string }[]
  incidents: Incident[]
  openTasks: Task[]
  children: Case[]
}

export const watching = {
  processes: async () => (await get<Page<Process>>('/processes')).items,
  statistics: (process: string) => get<Statistics>(`/processes/${encodeURIComponent(process)}/statistics`),
  cases: (query: Query) => get<Page<Case>>('/instances', { view: 'all', ...query }),
  inside: (id: string) => get<Inside>(`/instances/${id}`),
  incidents: (query: Query) => get<Page<Incident>>('/incidents', query),
  suspend: (id: string, reason: string) => post<void>(`/instances/${id}/suspend`, { reason }),
  resume: (id: string, reason: string) => post<void>(`/instances/${id}/resume`, { reason }),
  cancel: (id: string, reason: string) => post<void>(`/instances/${id}/cancel`, { reason }),
  retry: (incident: string) => post<void>(`/incidents/${incident}/retry`),
  retryAll: async (incidents: readonly string[]) =>
    (await post<{ items: { incident: string; ok: boolean }[] }>('/incidents/retry', { incidents })).items
}
