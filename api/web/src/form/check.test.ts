// The page finds what the server would find, and says it at the same pointer.
import { describe, expect, it } from 'vitest'
import { faultsOf, pointerOf } from './check'
import { readSchema } from './schema'

function faults(component: object, value: unknown): string[] {
  const nodes = readSchema({ components: [{ key: 'a', ...component }] })
  return [...faultsOf(nodes, [], value === undefined ? {} : { a: value }).values()]
}

describe('check', () => {
  it('writes JSON pointers', () => {
    expect(pointerOf('a.b')).toBe('/a/b')
    expect(pointerOf('a~b/c')).toBe('/a~0b~1c')
  })

  it.each([
    ['a missing text', { type: 'textfield', validate: { required: true } }, ' ', '请填写。'],
    ['nothing chosen', { type: 'select', values: [], validate: { required: true } }, undefined, '请选择。'],
    ['no file', { type: 'filepicker', validate: { required: true } }, [], '请添加文件。'],
    ['an unticked box', { type: 'checkbox', validate: { required: true } }, false, '需要勾选才能继续。'],
    ['a short text', { type: 'textfield', validate: { minLength: 3 } }, '闭环', '至少要 3 个字，现在是 2 个。'],
    ['a long text', { type: 'textfield', validate: { maxLength: 1 } }, '𠮷𠮷', '最多 1 个字，现在是 2 个。'],
    ['a text of another form', { type: 'textfield', validate: { pattern: '^[A-Z]+\\-\\d$' } }, 'a-1', '格式不对，请检查。'],
    ['no address', { type: 'textfield', validate: { validationType: 'email' } }, 'x@', '请填写电子邮箱，例如 name@example.cn。'],
    ['no telephone', { type: 'textfield', validate: { validationType: 'phone' } }, 'abc', '请填写电话号码。'],
    ['no number', { type: 'number' }, '1o', '请填写数字。'],
    ['a small number', { type: 'number', validate: { min: 2 } }, 1, '不能小于 2。'],
    ['a large number', { type: 'number', validate: { max: '2' } }, 3, '不能大于 2。'],
    ['too many digits', { type: 'number', decimalDigits: 1 }, 1.25, '最多 1 位小数。'],
    ['no option', { type: 'radio', values: [{ value: 'x', label: 'X' }] }, 'y', '不在可选的范围内，请重新选择。'],
    ['two files where one fits', { type: 'filepicker' }, ['a', 'b'], '只能有一个文件。']
  ])('finds %s', (_name, component, value, words) => expect(faults(component, value)).toEqual([words]))

  it.each([
    ['an optional empty text', { type: 'textfield', validate: { minLength: 3 } }, ''],
    ['two letters outside the first plane', { type: 'textfield', validate: { maxLength: 2 } }, '𠮷𠮷'],
    ['options from data', { type: 'select', valuesKey: 'list' }, 'anything'],
    ['a pattern that only the server reads', { type: 'textfield', validate: { pattern: '(?i)x' } }, 'y'],
    ['several files where several fit', { type: 'filepicker', multiple: true }, ['a', 'b']]
  ])('takes %s', (_name, component, value) => expect(faults(component, value)).toEqual([]))

  it('does not ask for what the step hides, only reads or has off the form', () => {
    const field = { type: 'textfield', key: 'a', validate: { required: true } }
    const nodes = readSchema({ components: [field] })
    expect(faultsOf(nodes, [{ key: 'a', access: 'hidden', required: true }], {}).size).toBe(0)
    expect(faultsOf(nodes, [{ key: 'a', access: 'readonly', required: true }], {}).size).toBe(0)
    expect(faultsOf(readSchema({ components: [{ ...field, conditional: { hide: '=true' } }] }), [], {}).size).toBe(0)
  })

  it('asks for what only the step requires', () => {
    const nodes = readSchema({ components: [{ type: 'textfield', key: 'a' }] })
    expect([...faultsOf(nodes, [{ key: 'a', access: 'editable', required: true }], {}).keys()]).toEqual(['/a'])
  })

  it('looks into rows', () => {
    const nodes = readSchema({
      components: [{ type: 'dynamiclist', path: 'rows', components: [{ type: 'number', key: 'n', validate: { required: true, max: 2 } }] }]
    })
    expect([...faultsOf(nodes, [], { rows: [{ n: 1 }, { n: 3 }, {}] }).keys()]).toEqual(['/rows/1/n', '/rows/2/n'])
  })
})
