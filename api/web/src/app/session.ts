// Decides who is signed in on this page and what they may do, and waits for a new password when the session has ended.
// It does not draw (SignInPage.vue, SessionEnded.vue do).
import { computed, reactive, readonly } from 'vue'
import { account, type Session } from '@/api/account'
import { wire } from '@/api/client'
import { reopenEvents } from '@/api/events'
import type { ApiProblem } from '@/api/problem'
import { language } from '@/i18n'

interface State {
  /** null: nobody is signed in; undefined: not asked yet. */
  current: Session | null | undefined
  /** The session ended while somebody was at work: the dialogue is open. */
  ended: boolean
}

const state = reactive<State>({ current: undefined, ended: false })
let waiting: { promise: Promise<boolean>; settle: (again: boolean) => void } | undefined

export const session = readonly(state)
export const me = computed(() => state.current ?? null)

/** Whether the caller has this action in some scope. Without a list (older server) the server alone decides. */
export function can(action: string): boolean {
  const permissions = state.current?.permissions
  return !permissions || permissions.includes(action) || Boolean(state.current?.administrator && !permissions.length)
}

export function canAny(actions: readonly string[] | undefined): boolean {
  return !actions || actions.length === 0 || actions.some(can)
}

export async function loadSession(): Promise<void> {
  try {
    state.current = await account.session()
  } catch (error) {
    const problem = error as ApiProblem
    if (problem.isSignedOut) state.current = null
    else throw error
  }
}

/** Signs in and learns what the person may do. Throws ApiProblem. */
export async function signIn(person: string, password: string): Promise<void> {
  const before = state.current?.person
  const started = await account.signIn(person, password)
  state.current = { ...started }
  state.current = { ...started, ...(await account.session()) }
  state.ended = false
  reopenEvents()
  waiting?.settle(before === undefined || before === state.current.person)
  waiting = undefined
}

export async function signOut(): Promise<void> {
  try {
    await account.signOut()
  } finally {
    state.current = null
  }
}

/** Gives up waiting for a new sign-in: requests that waited fail as signed out. */
export function leaveEnded(): void {
  state.ended = false
  state.current = null
  waiting?.settle(false)
  waiting = undefined
}

function signInAgain(): Promise<boolean> {
  if (!state.current) return Promise.resolve(false)
  if (!waiting) {
    let settle: (again: boolean) => void = () => undefined
    const promise = new Promise<boolean>((resolve) => (settle = resolve))
    waiting = { promise, settle }
    state.ended = true
  }
  return waiting.promise
}

wire({ language, csrf: () => state.current?.csrf, signInAgain })
