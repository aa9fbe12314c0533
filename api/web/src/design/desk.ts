// Decides what the editor's parts share: the board, the selected element, the lists on offer, the names in scope and the
// findings. A part reads through it and writes through `editor`; it keeps no copy of the diagram.
import { computed, inject, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import type { Choices, Diagnostic } from './api'
import { extension, extensions, type Editor, type Values } from './bpmn/edit'
import type { ExtensionName } from './bpmn/moddle'
import type { Board, BoardElement, ModdleElement } from './bpmn/types'
import { businessOf } from './panel/groups'
import type { ScopeName } from './panel/scope_names'

export interface Desk {
  board: Board
  editor: Editor
  /** Grows with every change of the diagram: whoever reads moddle elements depends on it. */
  revision: Ref<number>
  selected: ShallowRef<BoardElement | null>
  choices: Ref<Choices>
  names: ComputedRef<ScopeName[]>
  findings: Ref<Diagnostic[]>
}

export const deskKey: InjectionKey<Desk> = Symbol('desk')

export function useDesk(): Desk {
  const desk = inject(deskKey)
  if (!desk) throw new Error('no desk around this part')
  return desk
}

/** Reads and writes one bihuan: extension of the element, or of `holder` below it. */
export function useExtension(
  element: () => BoardElement,
  name: ExtensionName,
  holder: () => ModdleElement | undefined = () => businessOf(element())
) {
  const desk = useDesk()
  const present = computed(() => {
    void desk.revision.value
    const held = holder()
    return held ? extension(held, name) : undefined
  })
  return {
    present,
    read: (attribute: string): string => (void desk.revision.value, present.value?.get(attribute) ?? ''),
    write(values: Values): void {
      const held = holder()
      if (held) desk.editor.setExtension(element(), held, name, values)
    },
    remove(): void {
      const held = holder()
      if (held) desk.editor.removeExtension(element(), held, name)
    }
  }
}

/** All extensions of this name as rows of plain text. */
export function useRows(element: () => BoardElement, name: ExtensionName, columns: string[]) {
  const desk = useDesk()
  const rows = computed(() => {
    void desk.revision.value
    return extensions(businessOf(element()), name).map((each) =>
      Object.fromEntries(columns.map((column) => [column, (each.get(column) as string) ?? '']))
    )
  })
  return { rows, write: (next: Values[]) => desk.editor.setRows(element(), businessOf(element()), name, next) }
}
