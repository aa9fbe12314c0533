// Decides how a list grows page by page and stays where it is when it is loaded anew.
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Page } from '@/api/tasks'

/** `fetchPage` is asked again from the first page on reload; answers of older requests are dropped. */
export function usePaged<T>(fetchPage: (cursor?: string) => Promise<Page<T>>) {
  const items = shallowRef<T[]>()
  const cursor = ref<string>()
  const total = ref<number>()
  const error = shallowRef<unknown>()
  const isLoading = ref(true)
  let newest = 0

  async function run(from: string | undefined): Promise<void> {
    const mine = ++newest
    isLoading.value = true
    try {
      const page = await fetchPage(from)
      if (mine !== newest) return
      items.value = from ? [...(items.value ?? []), ...page.items] : page.items
      cursor.value = page.nextCursor || undefined
      total.value = page.total
      error.value = undefined
    } catch (problem) {
      if (mine === newest) error.value = problem
    } finally {
      if (mine === newest) isLoading.value = false
    }
  }

  function clear(): void {
    items.value = undefined
    error.value = undefined
  }

  onScopeDispose(() => (newest = Number.MAX_SAFE_INTEGER))
  return {
    items, total, error, isLoading, clear,
    hasMore: computed(() => cursor.value !== undefined),
    reload: () => run(undefined),
    more: () => (cursor.value ? run(cursor.value) : Promise.resolve())
  }
}
