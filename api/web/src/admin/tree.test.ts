// Rules of the tree of units.
import { describe, expect, it } from 'vitest'
import { treeOf, withBelow } from './tree'

const units = [
  { id: 'd', name: '区', kind: 'district' },
  { id: 's', name: '街道', kind: 'street', parent: 'd' },
  { id: 'c', name: '社区', kind: 'community', parent: 's' },
  { id: 'x', name: '孤儿', kind: 'grid', parent: 'gone' }
]

describe('the tree of units', () => {
  it('loses no unit, even one whose parent is missing', () => {
    const tree = treeOf(units)
    expect(tree.map((branch) => branch.id)).toEqual(['d', 'x'])
    expect(tree[0]?.children[0]?.children[0]?.id).toBe('c')
  })

  it('knows all that lies below a unit', () => {
    expect([...withBelow(units, 's')].sort()).toEqual(['c', 's'])
  })

  it('ends on a ring', () => {
    const ring = [{ id: 'a', name: '', kind: '', parent: 'b' }, { id: 'b', name: '', kind: '', parent: 'a' }]
    expect(withBelow(ring, 'a').size).toBe(2)
  })
})
