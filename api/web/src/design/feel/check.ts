// Decides when an expression is sent to the server for checking: a moment after the last key, the older question given
// up. It does not decide what is wrong with it.
import { onScopeDispose, ref, type Ref } from 'vue'
import { design, type FeelAnswer } from '../api'
import type { ScopeName } from '../panel/scope_names'

const nothing: FeelAnswer = { ok: true, diagnostics: [], completions: [] }
const pauseMs = 350

/** The server counts bytes of UTF-8, a text field counts UTF-16 units. */
export function bytesBefore(text: string, caret: number): number {
  return new TextEncoder().encode(text.slice(0, caret)).length
}

export interface FeelCheck {
  answer: Ref<FeelAnswer>
  /** The last check did not reach the server. */
  failed: Ref<boolean>
  ask(text: string, offset?: number, then?: () => void): void
}

/** Checks texts of this kind against these names. */
export function useFeelCheck(kind: () => 'expression' | 'unary', names: () => ScopeName[]): FeelCheck {
  const answer = ref<FeelAnswer>(nothing)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  async function send(text: string, offset?: number, then?: () => void): Promise<void> {
    running = new AbortController()
    const { signal } = running
    const known = names().map(({ name, type }) => (type ? { name, type } : { name }))
    try {
      const found = await design.feel({ text, kind: kind(), names: known, ...(offset === undefined ? {} : { offset: bytesBefore(text, offset) }) }, signal)
      answer.value = { ...nothing, ...found }
      failed.value = false
      then?.()
    } catch {
      if (signal.aborted) return
      answer.value = nothing
      failed.value = true
    }
  }

  function stop(): void {
    clearTimeout(timer)
    running?.abort()
  }
  onScopeDispose(stop)

  return {
    answer,
    failed,
    ask(text, offset, then) {
      stop()
      if (!text.trim()) {
        answer.value = nothing
        failed.value = false
        return
      }
      timer = setTimeout(() => void send(text, offset, then), pauseMs)
    }
  }
}
