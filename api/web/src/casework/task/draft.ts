// Decides how what somebody has typed outlives a reload, a closed tab and a change of device: at once in this tab, soon on the
// server. A draft goes when the work is sent or thrown away.
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { account } from '@/api/account'
import { asProblem } from '@/api/problem'
import { me } from '@/app/session'

interface Kept<T> {
  at: number
  body: T
}

const soonMs = 400
const serverMs = 4000

const placeOf = (name: string) => `bihuan-draft/${me.value?.person ?? ''}/${name}`

function local<T>(name: string): Kept<T> | undefined {
  try {
    const text = sessionStorage.getItem(placeOf(name))
    return text ? (JSON.parse(text) as Kept<T>) : undefined
  } catch {
    return undefined
  }
}

function keepLocal(name: string, kept: unknown): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(placeOf(name))
    else sessionStorage.setItem(placeOf(name), JSON.stringify(kept))
  } catch {
    // A full or forbidden store: the server still keeps it.
  }
}

async function stored<T>(name: string): Promise<Kept<T> | undefined> {
  try {
    return (await account.document<Kept<T>>('draft', name)).body
  } catch {
    return undefined // None there, or the server is away: this tab's own is what there is.
  }
}

/** The newer of this tab's and the server's. */
export async function findDraft<T>(name: string): Promise<T | undefined> {
  const found = [local<T>(name), await stored<T>(name)].filter((kept) => kept !== undefined)
  return found.sort((a, b) => b.at - a.at)[0]?.body
}

export interface Draft {
  /** When the server last kept it; undefined while it does not hold what is typed. */
  kept: Ref<number | undefined>
  /** Throws away what is kept; what is typed from now on is kept again. */
  clear: () => Promise<void>
  /** Throws away for good: the work was sent. */
  forget: () => Promise<void>
}

/** Keeps `typed` under `name` from the first change on. */
export function useDraft<T>(name: string, typed: Ref<T>): Draft {
  const kept = ref<number>()
  let soon: ReturnType<typeof setTimeout> | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  function write(): void {
    if (!isOver) keepLocal(name, { at: Date.now(), body: typed.value })
  }

  async function send(): Promise<void> {
    later = undefined
    if (isOver) return
    try {
      await account.saveDocument('draft', name, { at: Date.now(), body: typed.value })
      if (!isOver) kept.value = Date.now()
    } catch (error) {
      // Away: try again with the next beat; refused (too large, gone): this tab keeps it.
      if (asProblem(error).isUnreachable && !isOver) later = setTimeout(() => void send(), serverMs)
    }
  }

  watch(
    typed,
    () => {
      kept.value = undefined
      clearTimeout(soon)
      soon = setTimeout(write, soonMs)
      later ??= setTimeout(() => void send(), serverMs)
    },
    { deep: true }
  )
  window.addEventListener('pagehide', write)

  onScopeDispose(() => {
    window.removeEventListener('pagehide', write)
    clearTimeout(soon)
    if (later !== undefined && !isOver) {
      clearTimeout(later)
      write()
      void send()
    }
  })

  async function clear(): Promise<void> {
    clearTimeout(soon)
    clearTimeout(later)
    later = undefined
    kept.value = undefined
    keepLocal(name, undefined)
    await account.removeDocument('draft', name).catch(() => undefined)
  }

  return {
    kept,
    clear,
    forget: () => {
      isOver = true
      return clear()
    }
  }
}
