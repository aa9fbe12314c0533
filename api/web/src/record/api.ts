// The resources of the record: acts, holdings, the story of a case, its entries, its past, its verification.
import { get, type Query } from '@/api/client'
import type { Case, Progress } from '@/api/cases'
import type { Page } from '@/api/tasks'

export interface Act {
  at: string
  seq: number
  instance: string
  businessKey: string
  title: string
  processName?: string
  actor: string
  actorName?: string
  onBehalfOfName?: string
  action: string
  actionName: string
  element: string
  elementName: string
  outcome?: string
  outcomeName?: string
  opinion?: string
  heldFor?: { workingHours: number; words: string; wordsEn?: string }
}

/** How long somebody has had work in hand. Hours are working hours of the calendar. */
export interface Holding {
  person: string
  name: string
  unitName?: string
  open: number
  late: number
  oldest?: string
  done: number
  meanWorkingHours?: number
  longestWorkingHours?: number
}

export interface StoryEntry {
  seq: number
  at: string
  actor: string
  actorName?: string
  onBehalfOfName?: string
  kind: string
  text: string
  textEn: string
  element?: string
  elementName?: string
  details: { label: string; labelEn?: string; value: string }[]
  attachments?: { id: string; name: string; size: number; contentType: string }[]
}

export interface JournalEntry {
  seq: number
  at: string
  actor: string
  actorName?: string
  command: Record<string, unknown> | null
  events: Record<string, unknown>[] | null
  previous: string
  hash: string
  requestId?: string
  reason?: string
}

export interface Check {
  name: string
  nameEn: string
  ok: boolean
  detail?: string
  detailEn?: string
}

export interface Verification {
  ok: boolean
  entries: number
  from?: string
  to?: string
  head?: string
  checks?: Check[]
  findings: { instance: string; seq: number; message: string; messageEn: string }[]
}

export interface Variable {
  name: string
  label?: string
  value: unknown
  masked?: boolean
}

export interface Scope {
  id: string
  element: string
  elementName: string
  parent?: string
  variables: Variable[]
}

/** A case as it was when entry `seq` had been written. */
export interface Past {
  seq: number
  at: string
  instance: Case
  progress: Progress
  scopes: Scope[]
}

export const record = {
  acts: (query: Query) => get<Page<Act>>('/history/acts', query),
  holding: async (query: Query) => (await get<{ items: Holding[] }>('/history/holding', query)).items,
  case: (id: string) => get<{ instance: Case }>(`/instances/${id}`),
  story: async (id: string) => (await get<{ entries: StoryEntry[] }>(`/history/instances/${id}/story`)).entries,
  journal: (id: string, query: Query) => get<Page<JournalEntry>>(`/history/instances/${id}/journal`, query),
  verify: (id: string) => get<Verification>(`/history/instances/${id}/verify`),
  past: (id: string, seq: number) => get<Past>(`/history/instances/${id}/as-of`, { seq })
}

