// Decides how the panel's changes become one undoable step each: attributes of an element, and the bihuan: elements in
// its extensionElements. What is not named in a change stays as it was, other vendors' extensions too.
import type { ExtensionName } from './moddle'
import type { Board, BoardElement, ModdleElement } from './types'

export type Values = Record<string, string | undefined>

/** The children of the holder's extensionElements. */
export function extensionsOf(holder: ModdleElement): ModdleElement[] {
  return holder.get('extensionElements')?.get('values') ?? []
}

/** The first extension of this name, if there is one. */
export function extension(holder: ModdleElement, name: ExtensionName): ModdleElement | undefined {
  return extensionsOf(holder).find((each) => each.$type === `bihuan:${name}`)
}

/** All extensions of this name, in the order of the file. */
export function extensions(holder: ModdleElement, name: ExtensionName): ModdleElement[] {
  return extensionsOf(holder).filter((each) => each.$type === `bihuan:${name}`)
}

/** One attribute of the first extension of this name; '' if absent. */
export function extensionValue(holder: ModdleElement, name: ExtensionName, attribute: string): string {
  return extension(holder, name)?.get(attribute) ?? ''
}

/** Changes the drawing through bpmn-js's command stack. */
export function editorOf(board: Board) {
  const modeling = board.get('modeling')
  const factory = board.get('bpmnFactory')

  function create(type: string, values: Record<string, unknown>, parent: ModdleElement): ModdleElement {
    const made = factory.create(type, values)
    made.$parent = parent
    return made
  }

  /** Puts `list` in the place of the holder's extensions; an empty list takes extensionElements away. */
  function replaceExtensions(element: BoardElement, holder: ModdleElement, list: ModdleElement[]): void {
    const box = holder.get('extensionElements') as ModdleElement | undefined
    if (list.length === 0) return modeling.updateModdleProperties(element, holder, { extensionElements: undefined })
    if (box) {
      list.forEach((each) => (each.$parent = box))
      return modeling.updateModdleProperties(element, box, { values: list })
    }
    const made = create('bpmn:ExtensionElements', { values: list }, holder)
    list.forEach((each) => (each.$parent = made))
    modeling.updateModdleProperties(element, holder, { extensionElements: made })
  }

  const cleaned = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === '' ? undefined : value]))

  return {
    /** Sets properties of the element itself or of a moddle element below it. */
    set(element: BoardElement, target: ModdleElement, values: Record<string, unknown>): void {
      modeling.updateModdleProperties(element, target, values)
    },
    /** Sets name, default flow, condition and the like, which the drawing shows. */
    update(element: BoardElement, values: Record<string, unknown>): void {
      modeling.updateProperties(element, values)
    },
    create,
    /** Sets attributes of the first extension of this name; makes it where it is missing. '' removes an attribute. */
    setExtension(element: BoardElement, holder: ModdleElement, name: ExtensionName, values: Values): void {
      const present = extension(holder, name)
      if (present) return modeling.updateModdleProperties(element, present, cleaned(values))
      replaceExtensions(element, holder, [
        ...extensionsOf(holder),
        create(`bihuan:${name}`, cleaned(values), holder),
      ])
    },
    /** Removes every extension of this name. */
    removeExtension(element: BoardElement, holder: ModdleElement, name: ExtensionName): void {
      if (!extension(holder, name)) return
      replaceExtensions(element, holder, extensionsOf(holder).filter((each) => each.$type !== `bihuan:${name}`))
    },
    /** Puts rows in the place of all extensions of this name; the others keep their order before them. */
    setRows(element: BoardElement, holder: ModdleElement, name: ExtensionName, rows: Values[]): void {
      const others = extensionsOf(holder).filter((each) => each.$type !== `bihuan:${name}`)
      const made = rows.map((row) => create(`bihuan:${name}`, cleaned(row), holder))
      replaceExtensions(element, holder, [...others, ...made])
    },
    /** Puts rows in the place of a list inside an extension (fields of a form, headers of a job). */
    setInner(element: BoardElement, outer: ModdleElement, list: string, type: ExtensionName, rows: Values[]): void {
      const made = rows.map((row) => create(`bihuan:${type}`, cleaned(row), outer))
      modeling.updateModdleProperties(element, outer, { [list]: made })
    },
  }
}

export type Editor = ReturnType<typeof editorOf>
