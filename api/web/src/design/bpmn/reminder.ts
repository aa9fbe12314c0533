// Decides the shapes that a reminder or an overdue notice is made of: a timer on the task's edge that does not interrupt,
// a notice, an end. The designer may change them like any others.
import type { Board, BoardElement, ModdleElement } from './types'

interface Drawing {
  createShape(attributes: object): BoardElement
}
interface Drawer {
  createShape(shape: BoardElement, position: object, parent: BoardElement, hints?: object): BoardElement
  appendShape(source: BoardElement, shape: object, position: object, parent: BoardElement): BoardElement
  updateProperties(element: BoardElement, values: object): void
}

export interface ReminderWords {
  event: string
  task: string
  /** The notice's text; the case's own words follow it. */
  text: string
}

/** How long before the due moment: one day, working where there is a calendar. */
const beforeDue = '-P1D'

/** Draws the reminder below the task and selects the notice. `calendar` '' = plain time. */
export function addReminder(
  board: Board, task: BoardElement, kind: 'before' | 'due', calendar: string, words: ReminderWords
): void {
  const factory = board.get('bpmnFactory')
  const drawing = (board.get as (name: string) => unknown)('elementFactory') as Drawing
  const drawer = board.get('modeling') as unknown as Drawer
  const parent = task.parent!

  const timer = factory.create('bpmn:TimerEventDefinition', { 'bihuan:base': '=dueDate' })
  if (kind === 'before' && calendar) timer.set('bihuan:calendar', calendar)
  const length = factory.create('bpmn:FormalExpression', { body: kind === 'before' ? beforeDue : 'PT0S' })
  length.$parent = timer
  timer.set('timeDuration', length)
  const event = factory.create('bpmn:BoundaryEvent', { name: words.event, cancelActivity: false, eventDefinitions: [timer] })
  timer.$parent = event

  const offset = (kind === 'before' ? 0.25 : 0.75) * task.width
  const shape = drawing.createShape({ type: 'bpmn:BoundaryEvent', businessObject: event, host: task })
  const edge = drawer.createShape(shape, { x: task.x + offset, y: task.y + task.height }, task, { attach: true })
  const notice = drawer.appendShape(
    edge, { type: 'bpmn:ServiceTask', businessObject: noticeTask(factory, words) },
    { x: edge.x + 18, y: task.y + task.height + (kind === 'before' ? 110 : 230) }, parent
  )
  drawer.appendShape(notice, { type: 'bpmn:EndEvent' }, { x: notice.x + 190, y: notice.y + notice.height / 2 }, parent)
  board.get('selection').select(notice)
}

/** The notice goes to who began the case until the designer says otherwise. */
function noticeTask(factory: { create(type: string, values?: object): ModdleElement }, words: ReminderWords): ModdleElement {
  const to = factory.create('bihuan:Header', { name: 'to', value: '=initiator' })
  const text = factory.create('bihuan:Header', { name: 'text', value: words.text })
  const job = factory.create('bihuan:Job', { topic: 'bihuan:notify', headers: [to, text] })
  const box = factory.create('bpmn:ExtensionElements', { values: [job] })
  const task = factory.create('bpmn:ServiceTask', { name: words.task, extensionElements: box })
  to.$parent = text.$parent = job
  job.$parent = box
  box.$parent = task
  return task
}
