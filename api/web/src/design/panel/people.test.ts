// Rules of the people's group on the page: what is chosen in words stands in the file as attributes.
import { mount } from '@vue/test-utils'
import { BpmnModdle } from 'bpmn-moddle'
import { describe, expect, it, vi } from 'vitest'
import { computed, ref, shallowRef } from 'vue'
import { i18n, useArea } from '@/i18n'
import { editorOf } from '../bpmn/edit'
import { bihuanModdle } from '../bpmn/moddle'
import type { Board, BoardElement, ModdleElement } from '../bpmn/types'
import { deskKey, type Desk } from '../desk'
import PeopleGroup from './PeopleGroup.vue'

async function shown(inner = '') {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ok: true, diagnostics: [], completions: [] })))
  await useArea('design')
  const moddle = new BpmnModdle({ bihuan: bihuanModdle })
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" id="d" targetNamespace="t">
    <bpmn:process id="p"><bpmn:userTask id="u" name="核实"><bpmn:extensionElements>${inner}</bpmn:extensionElements></bpmn:userTask><bpmn:userTask id="v" name="报告"/></bpmn:process></bpmn:definitions>`
  const { elementsById } = await moddle.fromXML(xml)
  const task = elementsById.u as ModdleElement
  const shapes = ['u', 'v'].map((id) => ({ id, type: 'bpmn:UserTask', businessObject: elementsById[id] as ModdleElement }) as BoardElement)
  const revision = ref(0)
  const put = (target: ModdleElement, values: Record<string, unknown>) => {
    Object.entries(values).forEach(([key, value]) => target.set(key, value))
    ++revision.value
  }
  const parts: Record<string, unknown> = {
    modeling: { updateModdleProperties: (_: unknown, target: ModdleElement, values: Record<string, unknown>) => put(target, values) },
    bpmnFactory: moddle,
    elementRegistry: { filter: (test: (shape: BoardElement) => boolean) => shapes.filter(test) }
  }
  const board = { get: (name: string) => parts[name] } as unknown as Board
  const named = (id: string, name: string) => ({ id, name })
  const desk: Desk = {
    board, editor: editorOf(board), revision, selected: shallowRef(shapes[0]!), names: computed(() => []), findings: ref([]),
    choices: ref({ roles: [named('r1', '社区处理员')], unitKinds: [], units: [], lines: [], people: [], forms: [], calendars: [], decisions: [], processes: [], messages: [] })
  }
  const page = mount(PeopleGroup, { props: { element: shapes[0]! }, global: { plugins: [i18n], provide: { [deskKey as symbol]: desk } } })
  const assignment = () => {
    const found = (task.get('extensionElements')?.get('values') ?? []).find((each: ModdleElement) => each.$type === 'bihuan:Assignment')
    return found ? Object.fromEntries(['kind', 'role', 'unit', 'step', 'whenEmpty'].map((name) => [name, found.get(name)]).filter(([, value]) => value)) : null
  }
  return { page, assignment, task }
}

describe('the people of a task', () => {
  it('are a role in a unit', async () => {
    const { page, assignment } = await shown()
    expect(assignment()).toBeNull()
    await page.findAll('select')[0]!.setValue('role')
    await page.findAll('select')[1]!.setValue('r1')
    const unit = page.find('textarea')
    await unit.setValue('community')
    await unit.trigger('blur')
    expect(assignment()).toEqual({ kind: 'role', role: 'r1', unit: '=community' })
  })
  it('show what stands in the file, a role that nobody knows too', async () => {
    const { page } = await shown('<bihuan:assignment kind="role" role="gone" unit="QL"/>')
    const [kind, role] = page.findAll('select').map((each) => each.element.value)
    expect([kind, role]).toEqual(['role', 'gone'])
    expect(page.find('input').element.value).toBe('QL')
  })
  it('change their kind without leaving the old parameters', async () => {
    const { page, assignment } = await shown('<bihuan:assignment kind="role" role="r1" unit="=community" whenEmpty="administrator"/>')
    await page.findAll('select')[0]!.setValue('who-did')
    await page.findAll('select')[1]!.setValue('v')
    expect(assignment()).toEqual({ kind: 'who-did', step: 'v', whenEmpty: 'administrator' })
  })
  it('are nobody again when nothing is chosen', async () => {
    const { page, task } = await shown('<bihuan:assignment kind="initiator"/>')
    await page.findAll('select')[0]!.setValue('')
    expect(task.get('extensionElements')).toBeUndefined()
  })
  it('name each field for a screen reader', async () => {
    const { page } = await shown('<bihuan:assignment kind="role" role="r1" unit="=community"/>')
    const fields = page.findAll('input, select, textarea')
    expect(fields.length).toBeGreaterThan(3)
    expect(fields.filter((field) => !page.find(`label[for="${field.attributes('id')}"]`).exists())).toEqual([])
  })
})
