// Decides the groups under which what may be started stands.
import type { Startable } from '@/api/tasks'

export interface Group {
  name: string
  cards: Startable[]
}

export const draftName = (process: string) => `start-${process}`

/** Recent ones stand first and again in their category; a search looks at name, description and category. */
export function grouped(items: readonly Startable[], text: string, names: { recent: string; other: string }): Group[] {
  const wanted = text.trim().toLowerCase()
  const fits = (card: Startable) =>
    !wanted || [card.name, card.description, card.category].some((part) => part?.toLowerCase().includes(wanted))
  const fitting = items.filter(fits)
  const recent = fitting.filter((card) => card.recent)
  const byCategory = new Map<string, Startable[]>()
  for (const card of fitting) {
    const name = card.category || names.other
    byCategory.set(name, [...(byCategory.get(name) ?? []), card])
  }
  const groups = [...byCategory].map(([name, cards]) => ({ name, cards }))
  return recent.length > 0 ? [{ name: names.recent, cards: recent }, ...groups] : groups
}
