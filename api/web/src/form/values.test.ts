// What is sent is what one could see and change, and nothing else.
import { describe, expect, it } from 'vitest'
import { readSchema } from './schema'
import { accessOf, initialValues, submitted, valueAt, withValue } from './values'

const nodes = readSchema({
  components: [
    { type: 'textfield', key: 'title' },
    { type: 'textfield', key: 'place', readonly: true },
    { type: 'checkbox', key: 'urgent' },
    { type: 'textarea', key: 'why', conditional: { hide: '=urgent != true' } },
    { type: 'group', conditional: { hide: '=title = "x"' }, components: [{ type: 'number', key: 'person.age', defaultValue: 3 }] },
    { type: 'dynamiclist', path: 'rows', components: [{ type: 'textfield', key: 'a' }, { type: 'textfield', key: 'b', conditional: { hide: '=a = "no"' } }] }
  ]
})

describe('values', () => {
  it('stand under paths', () => {
    expect(withValue({ person: { name: 'a' } }, 'person.age', 3)).toEqual({ person: { name: 'a', age: 3 } })
    expect(valueAt({ person: { age: 3 } }, 'person.age')).toBe(3)
    expect(valueAt({ person: 'x' }, 'person.age')).toBeUndefined()
    expect(withValue({ a: 1 }, 'a', undefined)).toEqual({})
    expect(withValue({}, '__proto__.polluted', true)).toEqual({})
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('are sent only where the step lets one fill in', () => {
    const sent = submitted(nodes, [], { title: ' t ', place: 'p', urgent: true, why: 'w', other: 1 })
    expect(sent).toEqual({ title: 't', urgent: true, why: 'w' })
  })

  it('are left out while a condition takes the field off the form', () => {
    expect(submitted(nodes, [], { title: 't', urgent: false, why: 'w' })).toEqual({ title: 't', urgent: false })
    expect(submitted(nodes, [], { title: 'x', person: { age: 3 } })).toEqual({ title: 'x', urgent: false })
  })

  it('are left out while empty; an offered box left empty is false', () => {
    expect(submitted(nodes, [], { title: '  ' })).toEqual({ urgent: false })
  })

  it('of rows are cleaned row by row', () => {
    const sent = submitted(nodes, [], { rows: [{ a: ' yes ', b: 'b' }, { a: 'no', b: 'b' }] })
    expect(sent.rows).toEqual([{ a: 'yes', b: 'b' }, { a: 'no' }])
  })

  it('begin with the defaults where nothing stands', () => {
    expect(initialValues(nodes, [], { title: 't' })).toEqual({ title: 't', person: { age: 3 } })
    expect(initialValues(nodes, [], { person: { age: 5 } })).toEqual({ person: { age: 5 } })
    expect(initialValues(nodes, [{ key: 'person.age', access: 'readonly', required: false }], {})).toEqual({})
  })

  it('are seen as the step says before what the schema says', () => {
    const place = nodes[1]!
    if (place.kind !== 'field') throw new Error('no field')
    expect(accessOf(place, []).access).toBe('readonly')
    expect(accessOf(place, [{ key: 'place', access: 'editable', required: true }])).toEqual({ access: 'editable', required: true })
    expect(accessOf(place, [{ key: 'place', access: 'hidden', required: false }]).access).toBe('hidden')
    expect(accessOf(place, [{ key: 'place', access: '', required: true }])).toEqual({ access: 'readonly', required: true })
  })
})
