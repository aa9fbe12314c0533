// Decides which parts of bpmn-js make our drawing board: modeler, minimap, simulation, our words and our namespace.
// Loaded only when a diagram is opened for drawing. It does not load or save files.
import Modeler from 'bpmn-js/lib/Modeler'
import minimap from 'diagram-js-minimap'
import simulation from 'bpmn-js-token-simulation'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css'
import 'diagram-js-minimap/assets/diagram-js-minimap.css'
import { bpmnWords } from '../words/bpmn'
import { keepChinese } from '../words/dom_words'
import { simulationRules } from '../words/simulation'
import { translateModule } from '../words/translate'
import { bihuanModdle } from './moddle'
import { offerWhatRuns } from './offered'
import type { Board } from './types'

/** A drawing board in the container. Rejects nothing: an empty board shows nothing until importXML. */
export function makeBoard(container: HTMLElement, language: string): Board {
  const board = new Modeler({
    container,
    additionalModules: [
      translateModule(language.startsWith('zh') ? bpmnWords : null),
      offerWhatRuns,
      minimap,
      simulation,
    ],
    moddleExtensions: { bihuan: bihuanModdle },
  } as object) as unknown as Board
  // What the simulation has on the board from the beginning; what it adds is worded while it runs.
  if (language.startsWith('zh')) keepChinese(container, simulationRules)()
  return board
}
