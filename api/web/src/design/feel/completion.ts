// Decides what is offered while an expression is typed: the word before the caret, the names in scope that fit it, and
// what the server adds; and how a choice goes into the text. It does not check the expression.
import type { Completion } from '../api'
import type { ScopeName } from '../panel/scope_names'

/** Words of FEEL with a sentence each: what a designer needs most. */
const words: [string, string, string][] = [
  ['if … then … else', 'if  then  else ', 'keyword'],
  ['and', 'and ', 'keyword'], ['or', 'or ', 'keyword'], ['not()', 'not()', 'function'],
  ['in', 'in ', 'keyword'], ['between', 'between  and ', 'keyword'], ['null', 'null', 'keyword'],
  ['true', 'true', 'keyword'], ['false', 'false', 'keyword'],
  ['some … satisfies', 'some x in  satisfies ', 'keyword'], ['every … satisfies', 'every x in  satisfies ', 'keyword'],
  ['for … return', 'for x in  return ', 'keyword'],
  ['count()', 'count()', 'function'], ['sum()', 'sum()', 'function'], ['min()', 'min()', 'function'],
  ['max()', 'max()', 'function'], ['contains()', 'contains()', 'function'],
  ['list contains()', 'list contains()', 'function'], ['string()', 'string()', 'function'],
  ['substring()', 'substring()', 'function'], ['upper case()', 'upper case()', 'function'],
  ['starts with()', 'starts with()', 'function'], ['split()', 'split()', 'function'],
  ['today()', 'today()', 'function'], ['now()', 'now()', 'function'], ['date()', 'date()', 'function'],
  ['duration()', 'duration()', 'function'], ['append()', 'append()', 'function'],
  ['concatenate()', 'concatenate()', 'function'], ['distinct values()', 'distinct values()', 'function']
]

export interface Offer extends Completion {
  /** The part of the text that the choice takes the place of. */
  from: number
}

/** The beginning of the name that ends at the caret; '' inside a string. */
export function wordBefore(text: string, caret: number): string {
  const before = text.slice(0, caret)
  if ((before.match(/"/g) ?? []).length % 2 === 1) return ''
  return /[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? ''
}

/** What fits the word before the caret, names first; the server's answers join without doubles. At most 12. A name typed in
    full stands first where longer ones fit too, so that Tab keeps it; alone it is not offered. */
export function offers(text: string, caret: number, names: ScopeName[], more: Completion[] = []): Offer[] {
  const word = wordBefore(text, caret)
  if (!word) return []
  const from = caret - word.length
  const low = word.toLowerCase()
  const all: Offer[] = [
    ...names.map((each) => ({ label: each.name, insert: each.name, kind: 'name', detail: each.from ?? '', from })),
    ...more.map((each) => ({ ...each, from })),
    ...words.map(([label, insert, kind]) => ({ label, insert, kind, from }))
  ]
  const seen = new Set<string>()
  const fits = all.filter((each) => {
    const fit = each.label.toLowerCase().startsWith(low) || (each.detail ?? '').includes(word)
    if (!fit || seen.has(each.label)) return false
    seen.add(each.label)
    return true
  })
  const whole = fits.filter((each) => each.label === word)
  const others = fits.filter((each) => each.label !== word)
  return others.length > 0 ? [...whole, ...others].slice(0, 12) : []
}

/** The text and the caret after a choice: inside the brackets of a function, behind the first word of a form. */
export function choose(text: string, caret: number, offer: Offer): { text: string; caret: number } {
  const after = text.slice(0, offer.from) + offer.insert + text.slice(caret)
  const gap = offer.insert.endsWith('()') ? offer.insert.length - 1 : offer.insert.indexOf('  ') + 1
  return { text: after, caret: offer.from + (gap > 0 ? gap : offer.insert.length) }
}
