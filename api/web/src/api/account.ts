// The resources of one's own account: session, password, sessions, tokens, documents (drafts, phrases, filters, settings).
import { get, post, put, remove } from './client'

export interface Role {
  role: string
  name: string
  unit: string
  unitName: string
}

export interface Session {
  person: string
  name: string
  unit?: string
  unitName?: string
  position?: string
  roles?: Role[]
  administrator?: boolean
  mustChangePassword?: boolean
  csrf?: string
  expires?: string
  permissions?: string[]
}

export interface SignInChoices {
  password: boolean
  oidc?: { title: string }
  language?: string
}

export interface OwnSession {
  id: string
  created: string
  seen: string
  expires?: string
  agent?: string
  address?: string
  current?: boolean
}

export interface OwnToken {
  id: string
  name: string
  scope?: string[] | string
  created: string
  expires?: string
  lastUsed?: string
  token?: string
}

export interface Document<T> {
  kind: string
  name: string
  updated: string
  body: T
}

const at = (kind: string, name: string) => `/account/documents/${kind}/${encodeURIComponent(name)}`

export const account = {
  signInChoices: () => get<SignInChoices>('/sign-in', {}, { quiet: true }),
  session: () => get<Session>('/session', {}, { quiet: true }),
  signIn: (person: string, password: string) =>
    post<Session>('/session', { person, password, cookie: true }, { quiet: true }),
  signOut: () => remove('/session', { quiet: true }),
  changePassword: (current: string, fresh: string) => put<void>('/account/password', { current, new: fresh }),
  sessions: async () => (await get<{ items: OwnSession[] }>('/account/sessions')).items,
  endSession: (id: string) => remove(`/account/sessions/${id}`),
  tokens: async () => (await get<{ items: OwnToken[] }>('/account/tokens')).items,
  createToken: (body: { name: string; scope: string[]; expires: string }) => post<OwnToken>('/account/tokens', body),
  revokeToken: (id: string) => remove(`/account/tokens/${id}`),
  documents: async <T>(kind: string) =>
    (await get<{ items: Document<T>[] }>(`/account/documents/${kind}`)).items,
  document: <T>(kind: string, name: string) => get<Document<T>>(at(kind, name)),
  saveDocument: (kind: string, name: string, body: unknown) => put<void>(at(kind, name), body),
  removeDocument: (kind: string, name: string) => remove(at(kind, name))
}
