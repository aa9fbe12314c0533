// Decides which editors of dmn-js make ours and in whose words they speak. Loaded only when a table is opened.
import Modeler from 'dmn-js/lib/Modeler'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css'
import type { ModdleElement } from '../bpmn/types'
import { dmnWords } from '../words/dmn'
import { translateModule } from '../words/translate'

export interface View {
  id: string
  name?: string
  type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression'
  element: ModdleElement
}
interface Viewer {
  get(name: string, strict?: boolean): any
  on(name: string, handler: (event: any) => void): void
}
export interface DecisionBoard {
  importXML(xml: string): Promise<{ warnings: unknown[] }>
  saveXML(options?: { format?: boolean }): Promise<{ xml: string }>
  getViews(): View[]
  getActiveView(): View | undefined
  getActiveViewer(): Viewer | undefined
  open(view: View): Promise<unknown>
  getDefinitions(): ModdleElement
  on(name: string, handler: (event: any) => void): void
  destroy(): void
}

/** A board for tables and the diagram of decisions. */
export function makeDecisionBoard(container: HTMLElement, language: string): DecisionBoard {
  const words = translateModule(language.startsWith('zh') ? dmnWords : null)
  const own = { additionalModules: [words] }
  return new Modeler({ container, drd: own, decisionTable: own, literalExpression: own, boxedExpression: own }) as DecisionBoard
}
