// Decides which part of form-js is ours: its editor, in our words, without what our renderer and server do not take. Loaded
// only when a form is opened.
import { FormEditor } from '@bpmn-io/form-js-editor'
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css'
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css'
import { keepChinese } from '../words/dom_words'
import { formsPatterns, formsWords } from '../words/forms'

export interface FormBoard {
  importSchema(schema: object): Promise<unknown>
  saveSchema(): object
  on(name: string, handler: () => void): void
  get(name: string, strict?: boolean): any
  destroy(): void
}

/** What the designer wrote, and the editors of expressions: never worded; but the library's own parts among it. */
const rest = '.bh-bar, .bh-side, .bh-form-title, .bh-findings, header, nav, aside, .el-overlay'
const leave = `.fjs-form-container, .cm-editor, .bio-properties-panel-header-label, .bio-properties-panel-list-item-header, ${rest}`
const even = '.fjs-select-placeholder, .fjs-filepicker-container, .fjs-empty-editor, .fjs-context-pad, .fjs-powered-by'

/** An editor in the container; the second part ends the wording. */
export function makeFormBoard(container: HTMLElement, language: string): { board: FormBoard; end(): void } {
  const board = new FormEditor({ container } as never) as unknown as FormBoard
  const words = { words: formsWords, patterns: formsPatterns, leave, even, leaveLabels: `.fjs-form-container, ${rest}` }
  // The library's pop-ups stand outside of the container.
  const stop = language.startsWith('zh') ? keepChinese(document.body, words) : () => undefined
  return {
    board,
    end() {
      stop()
      board.destroy()
    }
  }
}
