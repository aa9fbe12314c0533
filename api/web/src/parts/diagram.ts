// Decides how a BPMN file is drawn and marked for reading. Loaded only by DiagramView. It does not fetch.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'

export interface Badge {
  element: string
  text: string
  kind?: 'trouble' | 'plain'
}

/** Ids of elements and flows; those that the diagram lacks are left out. */
export interface Marks {
  taken?: readonly string[]
  current?: readonly string[]
  trouble?: readonly string[]
  badges?: readonly Badge[]
}

export interface DrawnDiagram {
  mark: (marks: Marks) => void
  zoom: (factor: number) => void
  fit: () => void
  /** Brings the element near where the whole would be too small to read. */
  near: (element: string) => void
  destroy: () => void
}

interface Canvas {
  zoom: (to?: number | 'fit-viewport', center?: unknown) => number
  addMarker: (id: string, name: string) => void
  removeMarker: (id: string, name: string) => void
  scrollToElement: (element: unknown, padding: number) => void
}
interface Registry {
  get: (id: string) => unknown
}
interface Overlays {
  add: (id: string, overlay: { position: Record<string, number>; html: HTMLElement }) => string
  clear: () => void
}
interface Bus {
  on: (event: string, call: (event: { element: { id: string } }) => void) => void
}

const classes = { taken: 'bh-taken', current: 'bh-current', trouble: 'bh-trouble' } as const
const mostZoom = 4
const leastZoom = 0.2
/** So that nothing touches the border when all is shown. */
const roomAround = 0.94
const readableZoom = 0.75
const paddingAround = 140

function badgeOf(badge: Badge): HTMLElement {
  const node = document.createElement('div')
  node.className = badge.kind === 'trouble' ? 'bh-badge trouble' : 'bh-badge'
  node.textContent = badge.text
  return node
}

/** Rejects when the XML has no diagram. `onPick` hears clicks on elements. */
export async function drawDiagram(
  container: HTMLElement,
  xml: string,
  onPick: (element: string) => void
): Promise<DrawnDiagram> {
  const viewer = new NavigatedViewer({ container })
  await viewer.importXML(xml)
  const canvas = viewer.get<Canvas>('canvas')
  const registry = viewer.get<Registry>('elementRegistry')
  const overlays = viewer.get<Overlays>('overlays')
  viewer.get<Bus>('eventBus').on('element.click', (event) => onPick(event.element.id))
  const fit = () => {
    canvas.zoom('fit-viewport', 'auto')
    canvas.zoom(canvas.zoom() * roomAround, 'auto')
  }
  let marked: [string, string][] = []

  function mark(marks: Marks): void {
    for (const [id, name] of marked) canvas.removeMarker(id, name)
    overlays.clear()
    marked = (Object.keys(classes) as (keyof typeof classes)[]).flatMap((kind) =>
      (marks[kind] ?? []).filter((id) => registry.get(id)).map((id): [string, string] => [id, classes[kind]])
    )
    for (const [id, name] of marked) canvas.addMarker(id, name)
    for (const badge of marks.badges ?? []) {
      if (registry.get(badge.element)) overlays.add(badge.element, { position: { top: -10, right: 14 }, html: badgeOf(badge) })
    }
  }

  function near(element: string): void {
    const found = registry.get(element)
    if (!found || canvas.zoom() >= readableZoom) return
    canvas.zoom(readableZoom)
    canvas.scrollToElement(found, paddingAround)
  }

  fit()
  return {
    mark,
    fit,
    near,
    zoom: (factor) => void canvas.zoom(Math.min(mostZoom, Math.max(leastZoom, canvas.zoom() * factor))),
    destroy: () => viewer.destroy()
  }
}
