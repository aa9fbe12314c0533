// Rules of the search of the record.
import { describe, expect, it } from 'vitest'
import { addressOf, filtersOf, lastDays, noFilters, queryOf } from './filters'

describe('the filters of the record', () => {
  it('include the last day whole', () => {
    const query = queryOf({ ...noFilters, from: '2026-11-01', to: '2026-11-01' })
    const hours = (Date.parse(query.to as string) - Date.parse(query.from as string)) / 3_600_000
    expect(hours).toBe(24)
  })

  it('leave out a day that is none', () => {
    expect(queryOf({ ...noFilters, from: 'yesterday' }).from).toBeUndefined()
  })

  it('come back from the address as they went in', () => {
    const chosen = { ...noFilters, person: 'p-1', text: '销号', to: '2026-11-21' }
    expect(filtersOf(addressOf(chosen))).toEqual(chosen)
  })

  it('take nothing from an address that is not text', () => {
    expect(filtersOf({ person: ['a', 'b'], other: 'x' })).toEqual(noFilters)
  })

  it('count today among the last days', () => {
    expect(lastDays(7, new Date(2026, 10, 3))).toEqual({ from: '2026-10-28', to: '2026-11-03' })
  })
})
