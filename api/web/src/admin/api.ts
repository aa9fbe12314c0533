// The resources of administration. Changes of the organisation carry the revision that the page has read: who changed it
// meanwhile is told (412) and not overwritten.
import { get, patch, post, postForm, put, remove, type Query } from '@/api/client'
import type { Page } from '@/api/tasks'

export interface Unit {
  id: string
  name: string
  kind: string
  kindName?: string
  parent?: string
  line?: string
  lineName?: string
  head?: string
  headName?: string
  leader?: string
}

export interface Held {
  role: string
  name?: string
  unit?: string
  unitName?: string
}

export interface Member {
  id: string
  name: string
  unit: string
  unitName?: string
  position?: string
  roles: Held[]
  disabled?: boolean
}

export interface Group {
  id: string
  name: string
  members: string[]
  inspects: string[]
}

export interface Organisation {
  name: string
  revision: number
  units: Unit[]
  people: Member[]
  roles: { id: string; name: string }[]
  groups: Group[]
  kinds?: { id: string; name: string }[]
  lines?: { id: string; name: string }[]
}

export interface Rejected {
  sheet: string
  row: number
  column: string
  value: string
  message: string
  messageEn?: string
}

interface Taken {
  added: number
  changed: number
  unchanged: number
}

export interface ImportReport {
  units: Taken
  people: Taken
  roles: Taken
  groups?: Taken
  rejected: Rejected[]
}

const at = (revision: number) => ({ headers: { 'If-Match': `"${revision}"` } })

export const organisation = {
  read: () => get<Organisation>('/org'),
  addUnit: (unit: Partial<Unit>, revision: number) => post<void>('/org/units', unit, at(revision)),
  changeUnit: (id: string, unit: Partial<Unit>, revision: number) =>
    patch<void>(`/org/units/${encodeURIComponent(id)}`, unit, at(revision)),
  removeUnit: (id: string, revision: number) => remove(`/org/units/${encodeURIComponent(id)}`, at(revision)),
  addPerson: (person: Partial<Member>, revision: number) => post<void>('/org/people', person, at(revision)),
  changePerson: (id: string, person: Partial<Member>, revision: number) =>
    patch<void>(`/org/people/${encodeURIComponent(id)}`, person, at(revision)),
  giveRoles: (id: string, roles: { role: string; unit?: string }[], revision: number) =>
    put<void>(`/org/people/${encodeURIComponent(id)}/roles`, { roles }, at(revision)),
  saveGroup: (group: Group, revision: number) =>
    put<void>(`/org/groups/${encodeURIComponent(group.id)}`, { name: group.name, members: group.members, inspects: group.inspects }, at(revision)),
  take: (file: File, isTrial: boolean) => {
    const form = new FormData()
    form.append('file', file, file.name)
    return postForm<ImportReport>('/org/import', form, { query: { check: isTrial } })
  }
}

export interface Policy {
  actions: { action: string; name: string; nameEn?: string }[]
  scopes: { scope: string; name: string; nameEn?: string }[]
  roles: { role: string; name: string; grants: { action: string; scope: string }[] }[]
  revision: number
}

export const permissions = {
  read: () => get<Policy>('/permissions'),
  save: (role: string, grants: { action: string; scope: string }[], revision: number) =>
    put<void>(`/permissions/${encodeURIComponent(role)}`, { grants }, at(revision))
}

export interface Account {
  person: string
  name: string
  unitName?: string
  login?: string
  state: 'new' | 'active' | 'locked' | 'disabled'
  lastSignIn?: string
}

export interface SignedIn {
  id: string
  person: string
  name?: string
  created: string
  seen: string
  agent?: string
  address?: string
}

export const accounts = {
  list: (query: Query) => get<Page<Account>>('/accounts', query),
  oneTimePassword: async (person: string) =>
    (await post<{ password: string }>(`/accounts/${encodeURIComponent(person)}/one-time-password`)).password,
  disable: (person: string, reason: string) => post<void>(`/accounts/${encodeURIComponent(person)}/disable`, { reason }),
  enable: (person: string, reason: string) => post<void>(`/accounts/${encodeURIComponent(person)}/enable`, { reason }),
  sessions: (query: Query) => get<Page<SignedIn>>('/sessions', query),
  endSession: (id: string) => remove(`/sessions/${encodeURIComponent(id)}`)
}

export interface Token {
  id: string
  person: string
  name: string
  scope: string
  created: string
  lastUsed?: string
  expires?: string
  /** Only in the answer to making it. */
  token?: string
}

/** What a token may do: all that its person may, reading, people's work, or external tasks alone. */
export const tokenScopes = ['worker', 'read', 'work', 'all'] as const

export const tokens = {
  of: async (person: string) => (await get<Page<Token>>('/tokens', { person })).items,
  make: (token: { person: string; name: string; scope: string; expires: string }) => post<Token>('/tokens', token),
  revoke: (id: string) => remove(`/tokens/${encodeURIComponent(id)}`)
}

export interface SecurityEntry {
  seq: number
  at: string
  actor: string
  actorName?: string
  kind: string
  kindName: string
  subject?: string
  subjectName?: string
  detail?: string
  address?: string
}

export const security = {
  list: (query: Query) => get<Page<SecurityEntry>>('/security-journal', query),
  verify: () => get<{ ok: boolean; entries: number; head?: string }>('/security-journal/verify')
}

export interface LogLine {
  at: string
  level: string
  text: string
}

export const system = {
  read: () => get<Record<string, unknown>>('/system'),
  log: async (query: Query) => (await get<{ items: LogLine[] }>('/log', query)).items
}
