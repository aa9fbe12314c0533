// Rules of a trial run: what is asked for, and what becomes of what is typed.
import { DmnModdle } from 'dmn-moddle'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ModdleElement } from '../bpmn/types'
import { textsIn, trialInputs, valueOf, type TrialInput } from './inputs'
import { lightRules } from './lit'

const folder = join(__dirname, '../../../../../processes/hazard-rectification')
async function read(name: string) {
  const { rootElement } = await new DmnModdle().fromXML(readFileSync(join(folder, name), 'utf8'))
  return rootElement as unknown as ModdleElement
}
const input = (type: TrialInput['type']): TrialInput => ({ name: 'x', label: 'x', type, values: [] })

describe('a trial', () => {
  it('asks for the input of a table, with the values that its rules name', async () => {
    const [grade] = trialInputs(await read('deadlines.dmn'), 'deadlines')
    expect(grade).toMatchObject({ name: 'grade', label: '等级', type: 'string' })
    expect(grade!.values).toContain('重大')
  })
  it('asks for the inputs of the tables that a table needs, not for their answers', async () => {
    const definitions = await read('risk-grading.dmn')
    const last = (definitions.get('drgElement') as ModdleElement[]).filter((each) => each.$type === 'dmn:Decision').at(-1)!
    const names = trialInputs(definitions, last.id!).map((each) => each.name)
    expect(names).toContain('likelihood')
    expect(names).not.toContain('score')
  })
  it('reads what is typed by its type', () => {
    expect(valueOf(input('number'), ' 3.5 ')).toBe(3.5)
    expect(valueOf(input('number'), 'viel')).toBe('viel')
    expect(valueOf(input('boolean'), 'false')).toBe(false)
    expect(valueOf(input('string'), '12')).toBe('12')
    expect(valueOf(input('other'), '[1,2]')).toEqual([1, 2])
    expect(valueOf(input('other'), '高')).toBe('高')
    expect(valueOf(input('string'), '  ')).toBeNull()
  })
  it('finds the texts of a cell', () => {
    expect(textsIn('"高","重大"')).toEqual(['高', '重大'])
    expect(textsIn('> 3')).toEqual([])
  })
  it('lights the rules that fired and no others', () => {
    document.body.innerHTML = '<table><tr><td data-row-id="r1"></td></tr><tr><td data-row-id="r2" data-fired="true"></td></tr></table>'
    lightRules(document.body, ['r1'])
    expect([...document.querySelectorAll('[data-fired]')].map((cell) => cell.getAttribute('data-row-id'))).toEqual(['r1'])
  })
})
