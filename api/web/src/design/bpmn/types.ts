// Decides the few shapes of bpmn-js that the designer's pages use. It holds no behaviour.

/** An element of the file (moddle): typed by `$type`, read by property name. */
export interface ModdleElement {
  $type: string
  id?: string
  $parent?: ModdleElement
  $attrs: Record<string, string>
  get(name: string): any
  set(name: string, value: unknown): void
  [name: string]: any
}

/** A shape or connection on the drawing board. */
export interface BoardElement {
  id: string
  type: string
  businessObject: ModdleElement
  parent?: BoardElement
  labelTarget?: BoardElement
  x: number
  y: number
  width: number
  height: number
  waypoints?: { x: number; y: number }[]
  incoming?: BoardElement[]
  outgoing?: BoardElement[]
}

export interface EventBus {
  on(name: string | string[], handler: (event: any) => void): void
  off(name: string | string[], handler: (event: any) => void): void
  fire(name: string, event?: unknown): void
}

export interface Modeling {
  updateProperties(element: BoardElement, values: Record<string, unknown>): void
  updateModdleProperties(element: BoardElement, moddle: ModdleElement, values: Record<string, unknown>): void
  removeElements(elements: BoardElement[]): void
}

export interface Services {
  eventBus: EventBus
  modeling: Modeling
  bpmnFactory: { create(type: string, values?: Record<string, unknown>): ModdleElement }
  elementRegistry: {
    get(id: string): BoardElement | undefined
    filter(test: (element: BoardElement) => boolean): BoardElement[]
  }
  selection: { get(): BoardElement[]; select(element: BoardElement | BoardElement[] | null): void }
  canvas: {
    zoom(level?: number | 'fit-viewport', center?: 'auto' | { x: number; y: number }): number
    addMarker(element: string, marker: string): void
    removeMarker(element: string, marker: string): void
    scrollToElement(element: BoardElement, padding?: number): void
    getRootElement(): BoardElement
    setRootElement(root: BoardElement): void
    findRoot(element: BoardElement): BoardElement | undefined
    getContainer(): HTMLElement
    resized(): void
    viewbox(box?: { x: number; y: number; width: number; height: number }): {
      x: number
      y: number
      width: number
      height: number
      scale: number
      inner: { x: number; y: number; width: number; height: number }
      outer: { width: number; height: number }
    }
  }
  overlays: {
    add(element: string, kind: string, overlay: { position: object; html: HTMLElement | string }): string
    remove(filter: { type?: string; element?: string }): void
  }
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean; _stackIdx: number }
  elementFactory: { createShape(attributes: object): BoardElement }
  autoPlace: { append(source: BoardElement, shape: BoardElement): BoardElement }
  toggleMode?: { toggleMode(active?: boolean): void }
  moddle: { create(type: string, values?: Record<string, unknown>): ModdleElement }
  searchPad: { open(): void }
  alignElements: { trigger(elements: BoardElement[], type: string): void }
}

/** bpmn-js's Modeler, as far as it is used. */
export interface Board {
  importXML(xml: string): Promise<{ warnings: unknown[] }>
  saveXML(options?: { format?: boolean }): Promise<{ xml?: string }>
  get<Name extends keyof Services>(name: Name, strict?: boolean): Services[Name]
  getDefinitions(): ModdleElement
  attachTo(container: HTMLElement): void
  detach(): void
  destroy(): void
}
