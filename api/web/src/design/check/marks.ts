// Decides how findings look on the drawing: a badge on the element, and the way into a dead end lit. It keeps what it
// drew, so that the next findings take its place.
import type { CheckAnswer, Diagnostic } from '../api'
import type { Board, BoardElement } from '../bpmn/types'

export interface MarkWords {
  errors(count: number): string
  warnings(count: number): string
}

/** The findings of each element, in the order of the file. */
export function byElement(diagnostics: Diagnostic[]): Map<string, Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>()
  for (const each of diagnostics) {
    if (!each.element) continue
    found.set(each.element, [...(found.get(each.element) ?? []), each])
  }
  return found
}

/** The flows between neighbours of the way: the way names steps, the drawing lights the lines between them too. */
export function linesOf(path: string[], registry: { get(id: string): BoardElement | undefined }): string[] {
  const lines: string[] = []
  for (let i = 0; i + 1 < path.length; ++i) {
    const line = registry.get(path[i]!)?.outgoing?.find((flow) => flow.businessObject.get('targetRef')?.id === path[i + 1])
    if (line) lines.push(line.id)
  }
  return lines
}

export class Marks {
  private marked: [string, string][] = []

  constructor(
    private readonly board: Board,
    private readonly words: MarkWords,
    private readonly choose: (id: string) => void
  ) {}

  clear(): void {
    const canvas = this.board.get('canvas')
    const registry = this.board.get('elementRegistry')
    this.board.get('overlays').remove({ type: 'bihuan-finding' })
    for (const [id, marker] of this.marked) if (registry.get(id)) canvas.removeMarker(id, marker)
    this.marked = []
  }

  show(answer: CheckAnswer): void {
    this.clear()
    for (const [id, findings] of byElement(answer.diagnostics)) this.badge(id, findings)
    for (const verdict of answer.soundness) {
      if (verdict.verdict !== 'not-sound') continue
      const path = [...(verdict.path ?? []), ...(verdict.stuckAt ? [verdict.stuckAt] : [])]
      const registry = this.board.get('elementRegistry')
      for (const id of [...path, ...linesOf(path, registry)]) this.mark(id, 'bh-way')
      if (verdict.stuckAt) this.mark(verdict.stuckAt, 'bh-stuck')
    }
  }

  private mark(id: string, marker: string): void {
    if (!this.board.get('elementRegistry').get(id)) return
    this.board.get('canvas').addMarker(id, marker)
    this.marked.push([id, marker])
  }

  private badge(id: string, findings: Diagnostic[]): void {
    const element = this.board.get('elementRegistry').get(id)
    if (!element || !this.board.get('canvas').findRoot(element)) return
    if (element.businessObject.$type === 'bpmn:Process') return
    const errors = findings.filter((each) => each.severity === 'error').length
    this.mark(id, errors ? 'bh-wrong' : 'bh-doubt')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = errors ? 'bh-badge error' : 'bh-badge warning'
    button.textContent = errors ? String(errors) : '!'
    button.title = findings.map((each) => each.message).join('\n')
    button.setAttribute('aria-label', errors ? this.words.errors(errors) : this.words.warnings(findings.length))
    button.addEventListener('click', () => this.choose(id))
    const position = element.waypoints ? { top: -12, left: -8 } : { top: -12, right: 12 }
    this.board.get('overlays').add(id, 'bihuan-finding', { position, html: button })
  }
}
