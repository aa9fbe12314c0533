// Rules of the scenario to begin with.
import { BpmnModdle } from 'bpmn-moddle'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bihuanModdle } from '../bpmn/moddle'
import type { ModdleElement } from '../bpmn/types'
import { firstScenario, sampleOf, startForm } from './first'

describe('a sample', () => {
  it('has a value for every field that must be filled in', () => {
    const schema = { components: [
      { type: 'select', key: 'kind', values: [{ value: '消防' }, { value: '燃气' }], validate: { required: true } },
      { type: 'group', components: [{ type: 'number', key: 'many', validate: { required: true, min: 3 } }] },
      { type: 'textfield', key: 'title', label: '名称', validate: { required: true } },
      { type: 'textfield', key: 'note' }
    ] }
    expect(sampleOf(schema)).toEqual({ kind: '消防', many: 3, title: '名称' })
    expect(sampleOf({})).toEqual({})
  })
})

describe('the first scenario', () => {
  it('starts the process and expects its first task', async () => {
    const xml = readFileSync(join(__dirname, '../../../../../processes/hazard-rectification/hazard-rectification.bpmn'), 'utf8')
    const { rootElement } = await new BpmnModdle({ bihuan: bihuanModdle }).fromXML(xml)
    const text = firstScenario('hazard-rectification', rootElement as unknown as ModdleElement, '试', 'p-1')
    expect(text).toContain('process: hazard-rectification')
    expect(text).toContain('  - start:\n      as: p-1\n      variables: {}\n')
    expect(startForm(rootElement as unknown as ModdleElement, 'hazard-rectification')).toBe('hazard-report')
    expect(text).toContain('- expect: {tasks: [{element: verify}]}')
  })
})
