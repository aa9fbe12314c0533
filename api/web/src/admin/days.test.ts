// Rules of the days of a calendar.
import { describe, expect, it } from 'vitest'
import { dayOf, monthOf, weekdayOf, withDay } from './days'

const work = ['09:00-12:00']
const file = {
  id: 'cn',
  zone: 'Asia/Shanghai',
  week: { mon: work, tue: work, wed: work, thu: work, fri: work, sat: [], sun: [] },
  holidays: { '2026-10-01': '国庆节' },
  workdays: { '2026-10-10': '国庆节调休' }
}

describe('a day of a calendar', () => {
  it('is a holiday or a make-up day by name, whatever the week says', () => {
    expect(dayOf(file, '2026-10-01')).toEqual({ date: '2026-10-01', kind: 'holiday', name: '国庆节' })
    expect(weekdayOf('2026-10-10')).toBe(6)
    expect(dayOf(file, '2026-10-10').kind).toBe('makeup')
  })

  it('is working or free by the week otherwise', () => {
    expect(dayOf(file, '2026-11-20').kind).toBe('working')
    expect(dayOf(file, '2026-11-21').kind).toBe('free')
  })

  it('changes alone, and leaves the file that was read as it is', () => {
    const changed = withDay(file, '2026-11-23', 'holiday', '停工')
    expect(dayOf(changed, '2026-11-23').kind).toBe('holiday')
    expect(dayOf(changed, '2026-10-01').kind).toBe('holiday')
    expect(dayOf(file, '2026-11-23').kind).toBe('working')
  })

  it('is never holiday and make-up day at once', () => {
    const changed = withDay(file, '2026-10-01', 'makeup', '加班')
    expect(changed.holidays).toEqual({})
    expect(dayOf(changed, '2026-10-01').kind).toBe('makeup')
  })

  it('goes back to the week', () => {
    expect(dayOf(withDay(file, '2026-10-10', undefined, ''), '2026-10-10').kind).toBe('free')
  })

  it('stands in its month, leap years too', () => {
    expect(monthOf(file, 2024, 2)).toHaveLength(29)
    expect(monthOf(file, 2026, 2)).toHaveLength(28)
  })
})
