// Decides which groups of the panel an element shows. It does not draw them.
import type { BoardElement, ModdleElement } from '../bpmn/types'

export type GroupName =
  | 'general' | 'process' | 'starters' | 'people' | 'form' | 'work' | 'deadline' | 'loop' | 'condition' | 'timer'
  | 'next' | 'message' | 'signal' | 'error' | 'escalation' | 'call' | 'decision' | 'job' | 'script' | 'mapping' | 'more'
  | 'conditional' | 'link' | 'compensation' | 'complex' | 'adHoc' | 'repeat'

const activities = [
  'Task', 'UserTask', 'ManualTask', 'ServiceTask', 'SendTask', 'ReceiveTask', 'ScriptTask', 'BusinessRuleTask',
  'SubProcess', 'Transaction', 'AdHocSubProcess', 'CallActivity',
]
const events = ['StartEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent', 'EndEvent']

const own: Record<string, GroupName[]> = {
  UserTask: ['people', 'form', 'work', 'deadline'],
  ServiceTask: ['job'],
  SendTask: ['message', 'job'],
  ReceiveTask: ['message'],
  BusinessRuleTask: ['decision', 'job'],
  ScriptTask: ['script'],
  CallActivity: ['call'],
  ComplexGateway: ['complex'],
  AdHocSubProcess: ['adHoc'],
  Process: ['process'],
  Collaboration: [],
  Participant: ['process'],
}

const byEvent: Record<string, GroupName> = {
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:CompensateEventDefinition': 'compensation',
}

/** The business object behind a shape; of a label, that of its owner. */
export function businessOf(element: BoardElement): ModdleElement {
  return (element.labelTarget ?? element).businessObject
}

/** The process that a root shape or a participant stands for. */
export function processOf(element: BoardElement): ModdleElement | undefined {
  const business = businessOf(element)
  if (business.$type === 'bpmn:Process') return business
  if (business.$type === 'bpmn:Participant') return business.get('processRef')
  return undefined
}

/** The only event definition of an event. */
export function eventOf(business: ModdleElement): ModdleElement | undefined {
  return business.get('eventDefinitions')?.[0]
}

function conditional(business: ModdleElement): boolean {
  const source = business.get('sourceRef') as ModdleElement | undefined
  if (!source) return false
  if (/(Exclusive|Inclusive|Complex)Gateway$/.test(source.$type)) return true
  return activities.includes(source.$type.slice(5)) || Boolean(business.get('conditionExpression'))
}

/** A start event that people use: at the top of a process, without an event. */
function startedByHand(business: ModdleElement): boolean {
  return business.$type === 'bpmn:StartEvent' && !eventOf(business) && business.$parent?.$type === 'bpmn:Process'
}

/** Marked as repeated in the drawing: a standard loop. */
function repeated(business: ModdleElement): boolean {
  return (business.get('loopCharacteristics') as ModdleElement | undefined)?.$type === 'bpmn:StandardLoopCharacteristics'
}

/** The groups of an element, in the order of the panel. */
export function groupsOf(element: BoardElement): GroupName[] {
  const business = businessOf(element)
  const kind = business.$type.replace('bpmn:', '')
  const groups: GroupName[] = ['next', 'general', ...(own[kind] ?? [])]
  if (kind === 'Participant' && !processOf(element)) return ['next', 'general']
  if (startedByHand(business)) groups.push('form', 'starters')
  if (kind === 'SequenceFlow' && conditional(business)) groups.push('condition')
  const event = events.includes(kind) ? eventOf(business) : undefined
  if (event && byEvent[event.$type]) groups.push(byEvent[event.$type]!)
  const eventSubProcess = kind === 'SubProcess' && business.get('triggeredByEvent')
  if (activities.includes(kind) && !eventSubProcess) groups.push('loop')
  if (repeated(business)) groups.push('repeat')
  if (activities.includes(kind) || events.includes(kind)) groups.push('mapping')
  groups.push('more')
  return groups
}
