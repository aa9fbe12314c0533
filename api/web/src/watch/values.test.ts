// Rules of how values are written for staff.
import { beforeAll, describe, expect, it } from 'vitest'
import { useArea } from '@/i18n'
import { valueText } from './values'

beforeAll(() => useArea('watch'))

describe('a value of a case', () => {
  it('says yes and no in words', () => {
    expect(valueText(true)).toBe('是')
    expect(valueText(false)).toBe('否')
  })

  it('says that it is empty', () => {
    for (const nothing of [null, undefined, '', []]) expect(valueText(nothing)).toBe('（空）')
  })

  it('keeps a day as it is', () => {
    expect(valueText('2026-11-21')).toBe('2026-11-21')
  })

  it('puts plain lists on one line and groups one a line', () => {
    expect(valueText(['甲', '乙'])).toBe('甲、乙')
    expect(valueText([{ a: 1 }, { a: 2 }])).toBe('1. a: 1\n2. a: 2')
  })

  it('ends at four levels', () => {
    const deep = { a: { b: { c: { d: { e: 1 } } } } }
    expect(valueText(deep)).toContain('（更多层次请导出查看）')
  })
})
