// Decides ids for what the panel makes: readable, and not in the file yet.
import { elementsOf } from '../panel/scope_names'
import type { ModdleElement } from './types'

/** `prefix-1`, `prefix-2`, …: the first that no element of the file has. */
export function freshId(definitions: ModdleElement, prefix: string): string {
  const taken = new Set(elementsOf(definitions).map((each) => each.id))
  let number = 1
  while (taken.has(`${prefix}-${number}`)) ++number
  return `${prefix}-${number}`
}
