// Decides what tools, replace menu and context pad offer: all that our engine executes, and a task for people where the library
// has a task of no kind. A diagram that holds something else may still be opened; the check then says so.
import type { BoardElement } from './types'

type Action = (event: Event, element?: BoardElement) => unknown
interface Entry {
  className?: string
  title?: string
  action?: { click?: Action; dragstart?: Action } | Action
}
type Entries = Record<string, Entry>

/** Parts of entry names of the library that stand for what is not executed. */
const notExecuted = ['toggle-participant-multiplicity']

/** The entries without those that the engine does not execute. */
export function executed<Of>(entries: Record<string, Of>): Record<string, Of> {
  return Object.fromEntries(
    Object.entries(entries).filter(([name]) => !notExecuted.some((part) => name.includes(part)))
  )
}

interface Registry {
  registerProvider(...provider: unknown[]): void
}
interface Parts {
  elementFactory: { createShape(attributes: object): BoardElement }
  create: { start(event: Event, shape: BoardElement, context?: object): void }
  autoPlace: { append(source: BoardElement, shape: BoardElement): BoardElement }
  translate: (text: string) => string
}

class Offered {
  static $inject = ['popupMenu', 'contextPad', 'palette', 'elementFactory', 'create', 'autoPlace', 'translate']
  private readonly parts: Parts

  constructor(
    popupMenu: Registry, contextPad: Registry, palette: Registry, elementFactory: Parts['elementFactory'],
    create: Parts['create'], autoPlace: Parts['autoPlace'], translate: Parts['translate']
  ) {
    this.parts = { elementFactory, create, autoPlace, translate }
    popupMenu.registerProvider('bpmn-replace', 500, this)
    contextPad.registerProvider(500, this)
    palette.registerProvider(500, this)
  }

  getPopupMenuEntries(_target: BoardElement) {
    return executed<unknown>
  }

  getPopupMenuHeaderEntries(_target: BoardElement) {
    return executed<unknown>
  }

  getContextPadEntries(_element: BoardElement) {
    return (entries: Entries): Entries => {
      const kept = executed(entries)
      const append = kept['append.append-task']
      if (append) kept['append.append-task'] = { ...append, ...this.look(), action: this.append() }
      return kept
    }
  }

  getPaletteEntries() {
    return (entries: Entries): Entries => {
      const tool = entries['create.task']
      const start: Action = (event) => this.parts.create.start(event, this.task())
      if (tool) entries['create.task'] = { ...tool, ...this.look(), action: { click: start, dragstart: start } }
      return entries
    }
  }

  private task = () => this.parts.elementFactory.createShape({ type: 'bpmn:UserTask' })
  private look = () => ({ className: 'bpmn-icon-user-task', title: this.parts.translate('User task') })
  private append(): Entry['action'] {
    return {
      click: (_event, element) => this.parts.autoPlace.append(element!, this.task()),
      dragstart: (event, element) => this.parts.create.start(event, this.task(), { source: element })
    }
  }
}

/** The diagram-js module. */
export const offerWhatRuns = { __init__: ['offeredByUs'], offeredByUs: ['type', Offered] }
