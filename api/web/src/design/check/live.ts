// Decides when a drawing is checked: shortly after each change, one question at a time, the newest wins. It does not show
// the findings.
import { onScopeDispose, ref, type Ref } from 'vue'
import { asProblem } from '@/api/problem'
import { design, findingsOf, type CheckAnswer, type DesignFile } from '../api'

export type CheckState = 'idle' | 'waiting' | 'checking' | 'done' | 'failed'
const pauseMs = 900

export interface LiveCheck {
  answer: Ref<CheckAnswer>
  state: Ref<CheckState>
  /** Why the last check did not happen, for `wordsFor`. */
  problem: Ref<unknown>
  touch(): void
  now(): Promise<void>
}

/** Checks the files that `read` answers. */
export function useLiveCheck(read: () => Promise<DesignFile[]>): LiveCheck {
  const answer = ref<CheckAnswer>({ ok: true, diagnostics: [], soundness: [] })
  const state = ref<CheckState>('idle')
  const problem = ref<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  async function now(): Promise<void> {
    clearTimeout(timer)
    running?.abort()
    const mine = (running = new AbortController())
    state.value = 'checking'
    try {
      const found = await design.check(await read(), { signal: mine.signal })
      if (mine.signal.aborted) return
      answer.value = found
      problem.value = null
      state.value = 'done'
    } catch (error) {
      if (mine.signal.aborted) return
      const findings = findingsOf(error)
      if (findings) answer.value = { ok: false, diagnostics: findings, soundness: [] }
      problem.value = findings ? null : asProblem(error)
      state.value = findings ? 'done' : 'failed'
    }
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })
  return {
    answer,
    state,
    problem,
    now,
    touch() {
      clearTimeout(timer)
      state.value = 'waiting'
      timer = setTimeout(() => void now(), pauseMs)
    }
  }
}
