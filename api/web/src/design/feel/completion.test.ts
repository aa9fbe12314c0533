// Rules of what is offered while an expression is typed.
import { describe, expect, it } from 'vitest'
import { bytesBefore } from './check'
import { choose, offers, wordBefore } from './completion'

const names = [{ name: 'grade', from: '分级' }, { name: 'grade_decision' }, { name: 'place' }]

describe('completion', () => {
  it('looks at the word before the caret, and at nothing inside a string', () => {
    expect(wordBefore('a + gra', 7)).toBe('gra')
    expect(wordBefore('a + gra', 3)).toBe('')
    expect(wordBefore('x = "gra', 8)).toBe('')
  })
  it('offers names first, then functions, each once; what is typed in full first of all, and never alone', () => {
    expect(offers('gr', 2, names).map((each) => each.label)).toEqual(['grade', 'grade_decision'])
    expect(offers('grade', 5, names).map((each) => each.label)).toEqual(['grade', 'grade_decision'])
    expect(offers('place', 5, names)).toEqual([])
    expect(offers('s', 1, names, [{ label: 'sum()', insert: 'sum()', kind: 'function' }]).filter((each) => each.label === 'sum()').length).toBe(1)
    expect(offers('', 0, names)).toEqual([])
  })
  it('tells the server the place in bytes', () => {
    expect(bytesBefore('等级 = a', 2)).toBe(6)
  })
  it('finds a name by the words of the form', () => {
    expect(offers('分级', 2, names).map((each) => each.label)).toEqual(['grade'])
  })
  it('puts the choice in the place of the word and the caret where one types on', () => {
    expect(choose('1 + gr + 2', 6, offers('1 + gr + 2', 6, names)[0]!)).toEqual({ text: '1 + grade + 2', caret: 9 })
    const count = offers('cou', 3, names).find((each) => each.label === 'count()')!
    expect(choose('cou', 3, count)).toEqual({ text: 'count()', caret: 6 })
  })
})
