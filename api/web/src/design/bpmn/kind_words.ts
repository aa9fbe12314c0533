// Decides what a kind of element is called above the panel: the words of the replace menu. It names no single element.
import { bpmnWords } from '../words/bpmn'
import { kindNames } from '../words/kinds'
import type { ModdleElement } from './types'

const gateways: Record<string, string> = { EventBasedGateway: 'Event-based gateway' }

/** "BoundaryEvent" with a timer → "Timer boundary event": the text that the library's menu has for it. */
function libraryText(business: ModdleElement): string {
  const kind = business.$type.slice(5)
  const words = gateways[kind] ?? kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const base = words.charAt(0).toUpperCase() + words.slice(1)
  if (kind === 'SubProcess') return business.get('triggeredByEvent') ? 'Event sub-process' : 'Sub-process'
  const event = business.get('eventDefinitions')?.[0]?.$type.slice(5).replace('EventDefinition', '')
  if (!event) return base
  const both = `${event} ${words}`
  const gentle = business.get('cancelActivity') === false || business.get('isInterrupting') === false
  return gentle ? `${both} (non-interrupting)` : both
}

/** The kind in the language of the page. */
export function kindWords(business: ModdleElement, language: string): string {
  const chinese = language.startsWith('zh')
  const kind = kindNames[business.$type.slice(5)]
  if (kind && !business.get('eventDefinitions')?.length) return chinese ? kind[0] : kind[1]
  const text = libraryText(business)
  return chinese ? (bpmnWords[text] ?? text) : text
}
