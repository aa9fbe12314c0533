// Decides what a list asks the server for, and how that stands in the page's address, so that a list can be kept and sent on.
import type { LocationQuery } from 'vue-router'
import type { Query } from '@/api/client'

export type View = 'mine' | 'offered' | 'done' | 'started'

export interface Filter {
  text: string
  due: '' | 'overdue' | 'today' | 'week' | 'none'
  sort: '' | 'due' | 'created' | 'priority'
  process: string
  status: '' | 'active' | 'suspended' | 'completed' | 'cancelled' | 'failed'
}

export const views: readonly View[] = ['mine', 'offered', 'done', 'started']
export const dues = ['overdue', 'today', 'week', 'none'] as const
export const sorts = ['due', 'created', 'priority'] as const
export const states = ['active', 'completed', 'cancelled', 'suspended'] as const
export const emptyFilter: Filter = { text: '', due: '', sort: '', process: '', status: '' }
export const pageSize = 30

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | '' =>
  known.includes(value as T) ? (value as T) : ''

export function filterOf(query: LocationQuery | Record<string, unknown>): Filter {
  return {
    text: typeof query.text === 'string' ? query.text : '',
    due: oneOf(query.due, dues),
    sort: oneOf(query.sort, sorts),
    process: typeof query.process === 'string' ? query.process : '',
    status: oneOf(query.status, states)
  }
}

/** Only what says something stands in the address. */
export function addressQuery(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}

export function isEmptyFilter(filter: Filter): boolean {
  return Object.keys(addressQuery(filter)).length === 0
}

export function taskQuery(view: View, filter: Filter, cursor?: string): Query {
  const isOpen = view !== 'done'
  return {
    view,
    text: filter.text.trim(),
    process: filter.process,
    due: isOpen ? filter.due : '',
    sort: isOpen ? filter.sort || 'due' : '',
    limit: pageSize,
    cursor
  }
}

export function caseQuery(filter: Filter, cursor?: string): Query {
  return { view: 'started', text: filter.text.trim(), process: filter.process, status: filter.status, limit: pageSize, cursor }
}
