// Decides how the simulation is entered and left, and that it speaks the page's language. It is a show on the drawing
// alone: no case begins, nothing is sent.
import type { Board } from '../bpmn/types'
import { keepChinese } from '../words/dom_words'
import { simulationRules } from '../words/simulation'

let stopWords: (() => void) | null = null

/** Turns the simulation on or off; the library's own switch stays hidden, ours is in the bar. */
export function showSimulation(board: Board, on: boolean, language: string): void {
  const container = board.get('canvas').getContainer()
  stopWords?.()
  stopWords = null
  if (on && language.startsWith('zh')) {
    stopWords = keepChinese(container, simulationRules)
  }
  board.get('toggleMode' as never, false) // made when first asked for
  board.get('toggleMode')?.toggleMode(on)
}
