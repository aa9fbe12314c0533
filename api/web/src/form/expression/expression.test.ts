// Holds the browser's part of FEEL to the answers that the server gives (engine/feel).
import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate'
import { readExpression } from './read'

const values = { grade: '高', count: 3, on_the_spot: true, place: { kind: '学校', floors: 4 }, tags: ['a', 'b'], empty: null }

function answer(text: string): unknown {
  const node = readExpression(text)
  if (!node) throw new Error(`not read: ${text}`)
  return evaluate(node, values)
}

describe('expressions', () => {
  it.each([
    ['=grade = "高"', true],
    ['grade != "高"', false],
    ['grade = "高" and count > 2', true],
    ['grade = "低" or not(on_the_spot)', false],
    ['count in [1..3]', true],
    ['count in (1..3)', false],
    ['count in (1..4)', true],
    ['count in [1..3)', false],
    ['count in (3..5]', false],
    ['count in (1..3)', false],
    ['count in (1..4)', true],
    ['count in (> 5, < 4)', true],
    ['grade in ["高", "重大"]', true],
    ['grade in ("高","重大")', true],
    ['count between 1 and 3', true],
    ['place.kind = "学校"', true],
    ['place.floors * 2 + 1', 9],
    ['-count', -3],
    ['if count > 2 then "多" else "少"', '多'],
    ['list contains(tags, "b")', true],
    ['contains(grade, "高")', true],
    ['string length(grade)', 1],
    ['count(tags)', 2],
    ['tags[1]', 'a'],
    ['tags[-1]', 'b'],
    ['sum([1, 2, 3])', 6],
    ['date("2026-10-01") < date("2026-10-02")', true],
    ['"a" + "b"', 'ab'],
    ['2 ** 3', 8]
  ])('%s is %s', (text, expected) => expect(answer(text)).toEqual(expected))

  it('answer null about what is not there, and neither true nor false about null', () => {
    expect(answer('missing')).toBeNull()
    expect(answer('missing.name')).toBeNull()
    expect(answer('missing > 1')).toBeNull()
    expect(answer('missing = null')).toBe(true)
    expect(answer('missing != null')).toBe(false)
    expect(answer('missing > 1 or true')).toBe(true)
    expect(answer('missing > 1 and false')).toBe(false)
    expect(answer('not(missing)')).toBeNull()
    expect(answer('1 / 0')).toBeNull()
    expect(answer('grade = 3')).toBeNull()
    expect(answer('constructor')).toBeNull()
  })

  it.each(['grade =', 'for x in tags return x', '"open', 'a ? b', '('.repeat(500), ''])('does not read %j', (text) => {
    expect(readExpression(text)).toBeNull()
  })
})
