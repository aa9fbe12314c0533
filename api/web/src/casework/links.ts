// Decides the addresses inside the caseworker's pages.
import type { Notification } from '@/api/tasks'

export const taskHref = (id: string) => `/tasks/${id}`
export const caseHref = (id: string) => `/cases/${id}`

/** A message leads to the task or case that it tells of; to the list of messages if to none. */
export function messageHref(message: Notification): string {
  if (message.task) return taskHref(message.task)
  return message.instance ? caseHref(message.instance) : '/notifications'
}
