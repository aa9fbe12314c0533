// Decides the keys of a list: j and k walk, Enter opens, x marks, / searches. They rest while one types or a dialogue is open.
import { onScopeDispose } from 'vue'

export interface ListKeys {
  step: (by: 1 | -1) => void
  open: () => void
  mark?: () => void
  search: () => void
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return Boolean(element?.closest?.('input, textarea, select, [contenteditable="true"], [role="dialog"]'))
}

export function useListKeys(keys: ListKeys): void {
  const calls: Record<string, () => void> = {
    j: () => keys.step(1),
    k: () => keys.step(-1),
    x: () => keys.mark?.(),
    '/': () => keys.search()
  }
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    // Enter on a link or button does what it says; elsewhere it opens the current line.
    const onControl = (event.target as HTMLElement | null)?.closest?.('a, button')
    const call = event.key === 'Enter' ? (onControl ? undefined : keys.open) : calls[event.key]
    if (!call) return
    event.preventDefault()
    call()
  }
  document.addEventListener('keydown', pressed)
  onScopeDispose(() => document.removeEventListener('keydown', pressed))
}
