// Decides when a draft is kept: a few seconds after the last change, at once when the page is hidden, and again when the
// server was away. A draft that the server does not take is kept in this browser.
import { onScopeDispose, ref, type Ref } from 'vue'
import { account } from '@/api/account'
import type { Kind } from '../api'
import { draftName, localKey, type Draft } from './source'

export type SaveState = 'clean' | 'waiting' | 'saving' | 'saved' | 'local' | 'failed'
const pauseMs = 2500
/** The server takes documents of up to 256 KiB; what is larger stays in this browser. */
const serverLimit = 250_000

export interface Autosave {
  state: Ref<SaveState>
  /** When the draft was last kept. */
  saved: Ref<string>
  touch(): void
  flush(): Promise<void>
  /** The draft is no longer wanted: deployed, or thrown away. */
  discard(): Promise<void>
}

/** Keeps what `read` answers; a null answer is not kept. */
export function useAutosave(kind: Kind, key: () => string, read: () => Promise<Omit<Draft, 'saved'> | null>): Autosave {
  const state = ref<SaveState>('clean')
  const saved = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false

  function keepHere(draft: Draft): void {
    try {
      localStorage.setItem(localKey(kind, key()), JSON.stringify(draft))
      state.value = 'local'
    } catch {
      state.value = 'failed'
    }
  }
  async function save(): Promise<void> {
    if (state.value === 'saving') return void (again = true)
    const content = await read()
    if (!content) return
    state.value = 'saving'
    const draft: Draft = { ...content, saved: new Date().toISOString() }
    try {
      if (new TextEncoder().encode(JSON.stringify(draft)).length > serverLimit) keepHere(draft)
      else {
        await account.saveDocument('draft', draftName(kind, key()), draft)
        localStorage.removeItem(localKey(kind, key()))
        state.value = 'saved'
      }
    } catch {
      keepHere(draft)
    }
    saved.value = draft.saved
    if (again) {
      again = false
      touch()
    }
  }
  function touch(): void {
    if (state.value === 'saving') return void (again = true)
    clearTimeout(timer)
    state.value = 'waiting'
    timer = setTimeout(() => void save(), pauseMs)
  }
  async function flush(): Promise<void> {
    if (state.value !== 'waiting') return
    clearTimeout(timer)
    await save()
  }
  const hidden = () => document.visibilityState === 'hidden' && void flush()
  document.addEventListener('visibilitychange', hidden)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', hidden)
    clearTimeout(timer)
  })
  return {
    state,
    saved,
    touch,
    flush,
    async discard() {
      clearTimeout(timer)
      again = false
      state.value = 'clean'
      saved.value = ''
      localStorage.removeItem(localKey(kind, key()))
      await account.removeDocument('draft', draftName(kind, key())).catch(() => undefined)
    }
  }
}
