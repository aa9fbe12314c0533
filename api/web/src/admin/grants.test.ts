// Rules of changing the permission table.
import { describe, expect, it } from 'vitest'
import { changesOf, grantsOf, listOf } from './grants'

const policy = {
  actions: [{ action: 'task.act', name: '办理' }, { action: 'case.read', name: '查看' }],
  scopes: [{ scope: 'own', name: '本人' }, { scope: 'all', name: '全部' }],
  roles: [{ role: 'street', name: '街道', grants: [{ action: 'case.read', scope: 'own' }] }],
  revision: 1
}

describe('grants of a role', () => {
  it('come back as they went in', () => {
    expect(listOf(policy, grantsOf(policy, 'street'))).toEqual(policy.roles[0]!.grants)
  })

  it('are gone when their reach is taken away', () => {
    expect(listOf(policy, { 'case.read': '' })).toEqual([])
  })

  it('name what is about to change', () => {
    expect(changesOf(policy, 'street', { 'case.read': 'own', 'task.act': 'own' })).toEqual(['办理'])
    expect(changesOf(policy, 'street', grantsOf(policy, 'street'))).toEqual([])
  })
})
