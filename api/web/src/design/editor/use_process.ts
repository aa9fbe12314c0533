// Decides the life of the drawing board on a page: made when the page stands, filled with a text, asked for its text,
// taken down with the page. Everything else hangs on the desk that it provides.
import { computed, onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { design, type Choices, type Diagnostic } from '../api'
import { editorOf } from '../bpmn/edit'
import { kindWords } from '../bpmn/kind_words'
import type { Board, BoardElement } from '../bpmn/types'
import type { Desk } from '../desk'
import { businessOf, processOf } from '../panel/groups'
import { scopeNames } from '../panel/scope_names'

/** Around the diagram when it is fitted, in pixels. */
const margin = 16

const noChoices: Choices = {
  roles: [], unitKinds: [], units: [], lines: [], people: [], forms: [], calendars: [], decisions: [], processes: [], messages: []
}

export interface ProcessBoard {
  desk: ShallowRef<Desk | null>
  choices: Ref<Choices>
  findings: Ref<Diagnostic[]>
  canUndo: Ref<boolean>
  canRedo: Ref<boolean>
  open(container: HTMLElement, xml: string, language: string): Promise<string[]>
  text(): Promise<string>
  select(id: string): void
  nameOf(id: string): string
  /** Shows the whole diagram beside the tools. */
  fit(): void
  /** To be called when the place of the board has changed. */
  resized(): void
  loadChoices(): Promise<void>
}

/** `changed` is called after each change of the diagram; `unnamed` makes words for what has no name, of its kind. */
export function useProcessBoard(changed: () => void, unnamed: (kind: string) => string): ProcessBoard {
  const desk = shallowRef<Desk | null>(null)
  const revision = ref(0)
  const selected = shallowRef<BoardElement | null>(null)
  const choices = ref<Choices>(noChoices)
  const findings = ref<Diagnostic[]>([])
  const canUndo = ref(false)
  const canRedo = ref(false)
  let board: Board | null = null
  let language = 'zh'

  function follow(made: Board): void {
    const bus = made.get('eventBus')
    const stack = made.get('commandStack')
    bus.on('selection.changed', (event: { newSelection: BoardElement[] }) => {
      const [only, ...others] = event.newSelection
      selected.value = only && others.length === 0 ? only : made.get('canvas').getRootElement()
    })
    bus.on('root.set', () => {
      if (made.get('selection').get().length === 0) selected.value = made.get('canvas').getRootElement()
    })
    bus.on('commandStack.changed', () => {
      ++revision.value
      canUndo.value = stack.canUndo()
      canRedo.value = stack.canRedo()
      // A change of kind makes another shape under the same id.
      const now = selected.value && made.get('elementRegistry').get(selected.value.id)
      if (now && now !== selected.value) selected.value = now
      changed()
    })
  }

  async function open(container: HTMLElement, xml: string, tongue: string): Promise<string[]> {
    language = tongue
    const { makeBoard } = await import('../bpmn/modeler')
    board?.destroy()
    const made = (board = makeBoard(container, language))
    const { warnings } = await made.importXML(xml)
    selected.value = made.get('canvas').getRootElement()
    const names = computed(() => (void revision.value, scopeNames(made.getDefinitions(), choices.value.forms)))
    desk.value = { board: made, editor: editorOf(made), revision, selected, choices, names, findings }
    follow(made)
    fit()
    return warnings.map((each) => (each instanceof Error ? each.message : String((each as { message?: string }).message ?? each)))
  }

  // The library fits to the whole canvas; its palette would cover the left of the diagram.
  function fit(): void {
    const canvas = board?.get('canvas')
    if (!canvas) return
    canvas.resized()
    const { inner, outer } = canvas.viewbox()
    if (!inner.width || !outer.width) return
    const palette = canvas.getContainer().querySelector<HTMLElement>('.djs-palette')
    const left = (palette ? palette.offsetLeft + palette.offsetWidth : 0) + margin
    const scale = Math.min((outer.width - left - margin) / inner.width, (outer.height - 2 * margin) / inner.height, 1)
    const spare = { x: outer.width - left - margin - inner.width * scale, y: outer.height - inner.height * scale }
    canvas.viewbox({
      x: inner.x - (left + spare.x / 2) / scale,
      y: inner.y - spare.y / 2 / scale,
      width: outer.width / scale,
      height: outer.height / scale
    })
  }

  onBeforeUnmount(() => {
    board?.destroy()
    board = null
    desk.value = null
  })

  return {
    desk,
    choices,
    findings,
    canUndo,
    canRedo,
    open,
    fit,
    resized: () => board?.get('canvas').resized(),
    async text() {
      const { xml } = await board!.saveXML({ format: true })
      return xml ?? ''
    },
    select(id) {
      const element = board?.get('elementRegistry').get(id)
      if (!element || !board) return
      const root = board.get('canvas').findRoot(element)
      if (root && root !== board.get('canvas').getRootElement()) board.get('canvas').setRootElement(root)
      if (element !== board.get('canvas').getRootElement()) board.get('canvas').scrollToElement(element, 80)
      board.get('selection').select(element)
    },
    nameOf(id) {
      const element = board?.get('elementRegistry').get(id)
      if (!element) return id
      const business = processOf(element) ?? businessOf(element)
      return (business.get('name') as string | undefined) || unnamed(kindWords(business, language).replace(/（.*）$/, ''))
    },
    async loadChoices() {
      choices.value = await design.choices().catch(() => choices.value)
    }
  }
}
