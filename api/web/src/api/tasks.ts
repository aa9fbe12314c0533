// The resources of work: tasks, their counts and forms, what may be started, attachments, notifications, people.
import { get, post, postForm, type Query } from './client'

export interface Deadline {
  due?: string
  workingDaysLeft?: number
  state: 'late' | 'today' | 'soon' | 'ok' | 'none'
  words?: string
  wordsEn?: string
}

export interface Task {
  id: string
  instance: string
  process: string
  processName?: string
  element: string
  elementName?: string
  name: string
  businessKey: string
  title: string
  status: 'open' | 'completed' | 'cancelled'
  priority: number
  created: string
  candidates?: string[]
  assignee?: string
  assigneeName?: string
  due?: string
  ended?: string
  endedBy?: string
  endedByName?: string
  outcome?: string
  opinion?: string
  summary?: { label: string; text: string }[]
  case?: { id: string; title: string; businessKey: string; processName: string }
  deadline?: Deadline
  mayClaim?: boolean
  mayAct?: boolean
}

export interface TaskCounts {
  mine: number
  offered: number
  done: number
  late: number
  today: number
  started: number
  unread: number
}

export interface Button {
  outcome: string
  label: string
  kind: 'primary' | 'default' | 'danger'
  needsOpinion?: boolean
}

export interface FieldAccess {
  key: string
  access: '' | 'editable' | 'readonly' | 'hidden'
  required: boolean
}

/** A form as a step shows it. `schema` is form-js; absent when the step has no form. */
export interface ShownForm {
  fields: FieldAccess[]
  values: Record<string, unknown>
  outcomes: string[]
  opinion: string
  attachmentsMin: number
  buttons?: Button[]
  form?: { id: string; version: number; title: string; schema: unknown }
}

export interface TaskForm extends ShownForm {
  task: Task
}

export interface StartForm extends ShownForm {
  process: string
  element: string
}

export interface Page<T> {
  items: T[]
  nextCursor?: string
  total?: number
}

export interface Startable {
  process: string
  name: string
  category?: string
  description?: string
  recent?: boolean
}

export interface Attachment {
  id: string
  fileName: string
  contentType: string
  size: number
}

export interface Notification {
  id: string
  text: string
  created: string
  read: boolean
  instance?: string
  task?: string
}

export interface Person {
  id: string
  name: string
  unit?: string
  unitName?: string
  position?: string
}

export interface Completion {
  variables: Record<string, unknown>
  outcome?: string
  opinion?: string
  attachments?: { id: string }[]
}

export interface ClaimAnswer {
  task: string
  ok: boolean
  code?: string
  detail?: string
}

export const tasks = {
  list: (query: Query) => get<Page<Task>>('/tasks', query),
  counts: () => get<TaskCounts>('/tasks/counts'),
  read: (id: string) => get<Task & { buttons?: Button[] }>(`/tasks/${id}`),
  form: (id: string) => get<TaskForm>(`/tasks/${id}/form`),
  claim: (id: string) => post<Task>(`/tasks/${id}/claim`),
  claimAll: async (ids: string[]) => (await post<{ items: ClaimAnswer[] }>('/tasks/claim', { tasks: ids })).items,
  unclaim: (id: string) => post<Task>(`/tasks/${id}/unclaim`),
  transfer: (id: string, to: string, reason: string) => post<Task>(`/tasks/${id}/transfer`, { to, reason }),
  complete: (id: string, body: Completion, idempotencyKey: string) =>
    post<Task>(`/tasks/${id}/complete`, body, { idempotencyKey })
}

export const notifications = {
  list: (query: Query = {}) => get<Page<Notification>>('/notifications', query),
  read: (id: string) => post<void>(`/notifications/${id}/read`),
  readAll: () => post<void>('/notifications/read-all')
}

export const people = {
  find: async (query: { text?: string; unit?: string; role?: string; limit?: number }) =>
    (await get<Page<Person>>('/people', query)).items
}

/** The server tells the type by the bytes; `place` says which task or case will hold the file. */
export function upload(file: File, place: { task?: string; instance?: string }): Promise<Attachment> {
  const form = new FormData()
  form.append('file', file, file.name)
  return postForm<Attachment>('/attachments', form, { query: { ...place, fileName: file.name } })
}
