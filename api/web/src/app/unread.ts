// Decides the number of unread messages beside the name. It is heard, not asked for again and again.
import { ref, watch } from 'vue'
import { listen } from '@/api/events'
import { notifications, tasks } from '@/api/tasks'
import { can, me } from './session'

export const unread = ref(0)

export async function countUnread(): Promise<void> {
  try {
    unread.value = can('task.act') ? (await tasks.counts()).unread : (await notifications.list()).items.filter((m) => !m.read).length
  } catch {
    // A missing number must not disturb the page; the next event brings it.
  }
}

/** While the calling component lives; from when the person has a password of their own, before which nothing is answered. */
export function watchUnread(): void {
  const isOpen = () => Boolean(me.value && !me.value.mustChangePassword)
  watch(isOpen, (open, _before, onEnd) => {
    if (!open) return
    void countUnread()
    onEnd(
      listen({
        tasks: ({ counts }) => (counts ? (unread.value = counts.unread ?? unread.value) : void countUnread()),
        notification: () => void countUnread(),
        again: () => void countUnread()
      })
    )
  }, { immediate: true })
}
