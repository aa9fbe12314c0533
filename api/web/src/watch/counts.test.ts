// Rules of the counts on a diagram.
import { beforeAll, describe, expect, it } from 'vitest'
import { useArea } from '@/i18n'
import { marksOf } from './counts'

beforeAll(() => useArea('watch'))
const none = { live: 0, done: 0, incidents: 0, late: 0 }

describe('counts on the diagram', () => {
  it('stand only where something is', () => {
    const marks = marksOf([{ element: 'a', ...none, done: 9 }, { element: 'b', ...none, live: 2 }])
    expect(marks.badges).toEqual([{ element: 'b', text: '2', kind: 'plain' }])
    expect(marks.current).toEqual(['b'])
  })

  it('look like trouble where work is late or stuck', () => {
    const marks = marksOf([{ element: 'a', live: 3, done: 0, incidents: 1, late: 2 }])
    expect(marks.trouble).toEqual(['a'])
    expect(marks.current).toEqual([])
    expect(marks.badges?.[0]?.text).toBe('3 · 超期2 · 故障1')
  })
})
