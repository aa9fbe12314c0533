// Decides how units become a tree, in the order of the organisation, and what lies below one.
import type { Unit } from './api'

export interface Branch {
  id: string
  label: string
  unit: Unit
  children: Branch[]
}

/** Units whose parent is missing stand at the top, so that none is lost from sight. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const branches = new Map(units.map((unit): [string, Branch] => [unit.id, { id: unit.id, label: unit.name, unit, children: [] }]))
  const top: Branch[] = []
  for (const branch of branches.values()) {
    const parent = branch.unit.parent ? branches.get(branch.unit.parent) : undefined
    if (parent && parent !== branch) parent.children.push(branch)
    else top.push(branch)
  }
  return top
}

/** The unit itself and all that lie below it. A ring in the data ends at what was seen. */
export function withBelow(units: readonly Unit[], id: string): Set<string> {
  const seen = new Set([id])
  const waiting = [id]
  while (waiting.length > 0) {
    const at = waiting.pop()
    for (const unit of units) {
      if (unit.parent !== at || seen.has(unit.id)) continue
      seen.add(unit.id)
      waiting.push(unit.id)
    }
  }
  return seen
}
