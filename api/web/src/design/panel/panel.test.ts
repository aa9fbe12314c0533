// Rules of the panel's logic: what an element shows, and how words become attributes.
import { BpmnModdle } from 'bpmn-moddle'
import { describe, expect, it } from 'vitest'
import { bihuanModdle } from '../bpmn/moddle'
import type { BoardElement, ModdleElement } from '../bpmn/types'
import { kindWords } from '../bpmn/kind_words'
import { freshId } from '../bpmn/fresh_id'
import { assignmentKinds, changeKind, headNeedsUnit, parametersOf } from './assignment'
import { accessRows, withAccess } from './field_access'
import { groupsOf } from './groups'
import { readPeriod, writePeriod } from './period'
import { scopeNames } from './scope_names'

const xml = (inner: string) => `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" id="d" targetNamespace="t">
  <bpmn:message id="message-1" name="m"/><bpmn:process id="p">${inner}</bpmn:process></bpmn:definitions>`

async function read(inner: string) {
  const { rootElement, elementsById } = await new BpmnModdle({ bihuan: bihuanModdle }).fromXML(xml(inner))
  return { root: rootElement as unknown as ModdleElement, byId: elementsById as unknown as Record<string, ModdleElement> }
}
const shape = (businessObject: ModdleElement) => ({ id: businessObject.id, type: businessObject.$type, businessObject }) as BoardElement

describe('groups', () => {
  it('of a task for people: people, form, demands, deadline', async () => {
    const { byId } = await read('<bpmn:userTask id="u"/>')
    expect(groupsOf(shape(byId.u!))).toEqual(['next', 'general', 'people', 'form', 'work', 'deadline', 'loop', 'mapping', 'more'])
  })
  it('of a plain start: form and starters; not inside a sub-process, not of a message start', async () => {
    const { byId } = await read(`<bpmn:startEvent id="a"/><bpmn:subProcess id="s"><bpmn:startEvent id="b"/></bpmn:subProcess>
      <bpmn:startEvent id="c"><bpmn:messageEventDefinition messageRef="message-1"/></bpmn:startEvent>`)
    expect(groupsOf(shape(byId.a!))).toContain('starters')
    expect(groupsOf(shape(byId.b!))).not.toContain('starters')
    expect(groupsOf(shape(byId.c!))).toEqual(['next', 'general', 'message', 'mapping', 'more'])
  })
  it('of a flow: a condition only where one is asked', async () => {
    const { byId } = await read(`<bpmn:exclusiveGateway id="g"/><bpmn:parallelGateway id="h"/><bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="f1" sourceRef="g" targetRef="e"/><bpmn:sequenceFlow id="f2" sourceRef="h" targetRef="e"/>`)
    expect(groupsOf(shape(byId.f1!))).toContain('condition')
    expect(groupsOf(shape(byId.f2!))).not.toContain('condition')
  })
  it('of an event sub-process: no repetition', async () => {
    const { byId } = await read('<bpmn:subProcess id="s" triggeredByEvent="true"/><bpmn:subProcess id="t"/>')
    expect(groupsOf(shape(byId.s!))).not.toContain('loop')
    expect(groupsOf(shape(byId.t!))).toContain('loop')
  })
})

describe('the one rule', () => {
  it('of what waits for a condition, links, undoes, repeats or goes by a rule of its own', async () => {
    const { byId } = await read(`<bpmn:intermediateCatchEvent id="c"><bpmn:conditionalEventDefinition/></bpmn:intermediateCatchEvent>
      <bpmn:intermediateThrowEvent id="l"><bpmn:linkEventDefinition/></bpmn:intermediateThrowEvent>
      <bpmn:endEvent id="u"><bpmn:compensateEventDefinition/></bpmn:endEvent><bpmn:complexGateway id="g"/>
      <bpmn:adHocSubProcess id="a"/><bpmn:task id="r"><bpmn:standardLoopCharacteristics/></bpmn:task><bpmn:task id="o"/>`)
    expect(groupsOf(shape(byId.c!))).toContain('conditional')
    expect(groupsOf(shape(byId.l!))).toContain('link')
    expect(groupsOf(shape(byId.u!))).toContain('compensation')
    expect(groupsOf(shape(byId.g!))).toContain('complex')
    expect(groupsOf(shape(byId.a!))).toContain('adHoc')
    expect(groupsOf(shape(byId.r!))).toContain('repeat')
    expect(groupsOf(shape(byId.o!))).not.toContain('repeat')
  })
})

describe('kinds in words', () => {
  it('name events with what they wait for', async () => {
    const { byId } = await read(`<bpmn:userTask id="u"/><bpmn:boundaryEvent id="b" attachedToRef="u" cancelActivity="false"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>`)
    expect(kindWords(byId.b!, 'zh')).toBe('到时间（不打断）')
    expect(kindWords(byId.b!, 'en')).toBe('Timer boundary event (non-interrupting)')
    expect(kindWords(byId.u!, 'zh')).toBe('办理任务（由人办）')
    expect(kindWords(byId.p!, 'zh')).toBe('流程')
  })
})

describe('periods', () => {
  it.each(['P1D', 'PT2H', 'PT30M', 'P2W', 'P1M', '-P3D', 'PT0S'])('are written as they were read: %s', (text) => {
    expect(writePeriod(readPeriod(text)!)).toBe(text)
  })
  it.each(['P1DT2H', '=limit', 'R/P1D', '', 'P1Y'])('that one number cannot say stay text: %s', (text) => {
    expect(readPeriod(text)).toBeNull()
  })
  it('tell minutes from months', () => {
    expect(readPeriod('PT3M')).toEqual({ amount: 3, unit: 'minutes' })
    expect(readPeriod('P3M')).toEqual({ amount: 3, unit: 'months' })
  })
})

describe('assignment', () => {
  it('drops the parameters of the old kind', () => {
    const values = changeKind('head-above', '')
    expect(values).toMatchObject({ kind: 'head-above', role: '', person: '' })
    expect(Object.keys(values)).not.toContain('unit')
    expect(Object.keys(values)).not.toContain('levels')
  })
  it('keeps the unit of the head who gets it when nobody is found', () => {
    expect(Object.keys(changeKind('initiator', 'head'))).not.toContain('unit')
    expect(changeKind('initiator', '').unit).toBe('')
    expect(headNeedsUnit('initiator')).toBe(true)
    expect(headNeedsUnit('department')).toBe(false)
  })
  it('has a form for every kind', () => {
    expect(assignmentKinds.filter((kind) => !parametersOf[kind])).toEqual([])
  })
})

describe('access to fields', () => {
  const fields = [{ key: 'a', label: 'A' }, { key: 'b' }]
  it('shows every field of the form, then what the form no longer has', () => {
    const rows = accessRows(fields, [{ key: 'old', access: 'hidden', required: '' }, { key: 'b', access: 'readonly', required: '' }])
    expect(rows.map((row) => [row.key, row.label, row.access])).toEqual([['a', 'A', ''], ['b', 'b', 'readonly'], ['old', 'old', 'hidden']])
  })
  it('adds, changes and removes one row and leaves the others in place', () => {
    const stored = [{ key: 'b', access: 'readonly', required: '' }, { key: 'c', access: 'editable', required: 'true' }]
    expect(withAccess(stored, 'a', { access: 'hidden' }).map((row) => row.key)).toEqual(['b', 'c', 'a'])
    expect(withAccess(stored, 'b', { access: '' }).map((row) => row.key)).toEqual(['c'])
    expect(withAccess(stored, 'c', { access: 'readonly' })[1]).toEqual({ key: 'c', access: 'readonly', required: '' })
    expect(withAccess(stored, 'x', { access: '' })).toEqual(stored)
  })
})

describe('names in scope', () => {
  it('come from forms, outputs, decisions, scripts, votes and the host, each once', async () => {
    const { root } = await read(`<bpmn:startEvent id="s"><bpmn:extensionElements><bihuan:form ref="report"/></bpmn:extensionElements></bpmn:startEvent>
      <bpmn:subProcess id="sub"><bpmn:scriptTask id="k" bihuan:resultVariable="stage"/></bpmn:subProcess>
      <bpmn:userTask id="u" name="会签"><bpmn:extensionElements><bihuan:work outcomeVariable="sign"/><bihuan:output source="=1" target="total"/><bihuan:output source="=2" target="place"/></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics bihuan:elementVariable="one"><bpmn:extensionElements><bihuan:vote pass="all" variable="vote"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`)
    const forms = [{ id: 'report', title: '上报', fields: [{ key: 'place', label: '地点', type: 'textfield' }] }]
    const names = scopeNames(root, forms)
    expect(names.map((each) => each.name)).toEqual(['one', 'place', 'sign', 'stage', 'total', 'vote', 'initiator', 'caseSerial', 'dueDate', 'outcome', 'opinion', 'completedBy'])
    expect(names.find((each) => each.name === 'place')).toEqual({ name: 'place', type: 'string', from: '地点' })
  })
})

describe('a fresh id', () => {
  it('is one that the file does not have', async () => {
    const { root } = await read('<bpmn:userTask id="u"/>')
    expect(freshId(root, 'message')).toBe('message-2')
    expect(freshId(root, 'signal')).toBe('signal-1')
  })
})
