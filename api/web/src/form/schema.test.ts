// Every form that ships is understood whole, and the tree says what the schema says.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fieldsOf, readSchema } from './schema'

const shipped = join(__dirname, '../../../../processes')
const forms = (readdirSync(shipped, { recursive: true }) as string[]).filter((name) => name.endsWith('.form'))
const silent = new Set(['text', 'html', 'image', 'separator', 'spacer', 'group', 'default', 'button'])

interface Component {
  type: string
  key?: string
  path?: string
  components?: Component[]
}

const keysOf = (components: Component[]): string[] =>
  components.flatMap((c) => (silent.has(c.type) ? keysOf(c.components ?? []) : [c.key ?? c.path ?? '']))

describe('form schema', () => {
  it('finds forms to read', () => expect(forms.length).toBeGreaterThan(20))

  it.each(forms)('%s keeps every field', (name) => {
    const schema = JSON.parse(readFileSync(join(shipped, name), 'utf8')) as { components: Component[] }
    expect(fieldsOf(readSchema(schema)).map((field) => field.key)).toEqual(keysOf(schema.components))
  })

  it('puts the path of a group before its keys, and reads rows as a form of their own', () => {
    const nodes = readSchema({
      components: [
        { type: 'group', path: 'person', label: 'P', components: [{ type: 'textfield', key: 'name', label: 'N' }] },
        { type: 'dynamiclist', path: 'people', components: [{ type: 'number', key: 'age' }] }
      ]
    })
    const fields = fieldsOf(nodes)
    expect(fields.map((field) => field.key)).toEqual(['person.name', 'people'])
    expect(fieldsOf(fields[1]!.rows).map((field) => field.key)).toEqual(['age'])
  })

  it('leaves out what the server would refuse', () => {
    expect(readSchema({ components: [{ type: 'rocket', key: 'x' }, { type: 'textfield' }, 3, null] })).toEqual([])
    expect(readSchema(null)).toEqual([])
  })

  it('is bounded in depth', () => {
    let inner: object = { type: 'textfield', key: 'x' }
    for (let i = 0; i < 100; ++i) inner = { type: 'group', components: [inner] }
    expect(fieldsOf(readSchema({ components: [inner] }))).toEqual([])
  })

  it('reads dates by their subtype and label', () => {
    const [date, time] = fieldsOf(
      readSchema({ components: [
        { type: 'datetime', key: 'a', subtype: 'date', dateLabel: 'Day' },
        { type: 'datetime', key: 'b', subtype: 'time', timeLabel: 'Hour' }
      ] })
    )
    expect([date!.type, date!.label, time!.type, time!.label]).toEqual(['date', 'Day', 'time', 'Hour'])
  })
})
