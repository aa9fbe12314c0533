// A list stands in its address; what does not belong there is left out.
import { describe, expect, it } from 'vitest'
import { addressQuery, caseQuery, emptyFilter, filterOf, isEmptyFilter, taskQuery } from './query'
import { grouped } from '../start/cards'

describe('filter', () => {
  it('comes back from the address as it went in', () => {
    const filter = { ...emptyFilter, text: '消防', due: 'overdue' as const, sort: 'created' as const }
    expect(filterOf(addressQuery(filter))).toEqual(filter)
    expect(addressQuery(filter)).toEqual({ text: '消防', due: 'overdue', sort: 'created' })
  })

  it('takes nothing unknown from an address', () => {
    expect(filterOf({ due: 'never', text: ['a'], other: 'x', status: 'odd' })).toEqual(emptyFilter)
    expect(isEmptyFilter(filterOf({}))).toBe(true)
  })

  it('asks for the nearest deadline first, and for done work without deadline', () => {
    expect(taskQuery('mine', emptyFilter)).toMatchObject({ view: 'mine', sort: 'due' })
    expect(taskQuery('done', { ...emptyFilter, due: 'today', sort: 'due' })).toMatchObject({ view: 'done', sort: '', due: '' })
    expect(caseQuery({ ...emptyFilter, status: 'active' }, 'c')).toMatchObject({ view: 'started', status: 'active', cursor: 'c' })
  })
})

describe('cards', () => {
  const items = [
    { process: 'a', name: '隐患排查', category: '隐患', recent: true },
    { process: 'b', name: '联席会议', category: '会议' },
    { process: 'c', name: '其他事项' }
  ]
  const names = { recent: '最近', other: '其他' }

  it('stand by category, recent ones first', () => {
    expect(grouped(items, '', names).map((g) => [g.name, g.cards.map((c) => c.process).join()])).toEqual([
      ['最近', 'a'], ['隐患', 'a'], ['会议', 'b'], ['其他', 'c']
    ])
  })

  it('are found by words of name and category', () => {
    expect(grouped(items, '会议', names).map((g) => g.name)).toEqual(['会议'])
    expect(grouped(items, 'zzz', names)).toEqual([])
  })
})
