// Decides whether the server counts as reachable, and finds out when it is back. It does not repeat requests.
import { reactive, readonly } from 'vue'

const everyMs = 3000
const state = reactive({ away: false })
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

export const connection = readonly(state)

/** Calls `listener` each time that the server is reachable again; returns what ends that. */
export function whenBack(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function sawServer(): void {
  if (!state.away) return
  state.away = false
  clearTimeout(timer)
  timer = undefined
  for (const listener of [...listeners]) listener()
}

export function missedServer(): void {
  state.away = true
  timer ??= setTimeout(look, everyMs)
}

/** Asks now, not at the next beat. */
export async function look(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  try {
    const answer = await fetch('/livez', { cache: 'no-store' })
    if (answer.ok) return sawServer()
  } catch {
    // Still away; the next beat asks again.
  }
  missedServer()
}
