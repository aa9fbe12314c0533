// Decides the three states of anything that is fetched: waiting, there, failed. The newest request wins.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  error: ShallowRef<unknown>
  /** True only while nothing is there to show; a reload keeps what is shown. */
  isLoading: Ref<boolean>
  reload: () => Promise<void>
}

/** Fetches at once and again with `reload`. Answers that arrive after a newer request or after the page are dropped. */
export function useLoaded<T>(fetchIt: () => Promise<T>): Loaded<T> {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  const isLoading = ref(true)
  let newest = 0

  async function reload(): Promise<void> {
    const mine = ++newest
    isLoading.value = data.value === undefined
    try {
      const answer = await fetchIt()
      if (mine !== newest) return
      data.value = answer
      error.value = undefined
    } catch (problem) {
      if (mine === newest) error.value = problem
    } finally {
      if (mine === newest) isLoading.value = false
    }
  }

  onScopeDispose(() => (newest = -1))
  void reload()
  return { data, error, isLoading, reload }
}
