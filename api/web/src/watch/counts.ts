// Decides which elements of a diagram carry a count, and what makes one look like trouble.
import type { Marks } from '@/parts/diagram'
import { say } from '@/i18n'
import type { ElementCount } from './api'

/** Live work on the element; incidents and late work make it trouble. Elements where nothing is get no badge. */
export function marksOf(counts: readonly ElementCount[]): Marks {
  const busy = counts.filter((count) => count.live > 0 || count.incidents > 0)
  const isTrouble = (count: ElementCount) => count.incidents > 0 || count.late > 0
  return {
    current: busy.filter((count) => !isTrouble(count)).map((count) => count.element),
    trouble: busy.filter(isTrouble).map((count) => count.element),
    badges: busy.map((count) => ({
      element: count.element,
      text: badgeText(count),
      kind: isTrouble(count) ? ('trouble' as const) : ('plain' as const)
    }))
  }
}

function badgeText(count: ElementCount): string {
  const parts = [String(count.live)]
  if (count.late > 0) parts.push(say('watch.badge.late', { count: count.late }))
  if (count.incidents > 0) parts.push(say('watch.badge.stuck', { count: count.incidents }))
  return parts.join(' · ')
}
