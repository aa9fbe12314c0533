// Decides that findings name steps as people do: where the server falls back on a name in the file, the page puts the
// step's title or its kind. It changes nothing else in the sentence.
import type { CheckAnswer } from '../api'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The sentence with each of these ids replaced where it stands alone. */
export function withNames(text: string, ids: string[], nameOf: (id: string) => string): string {
  return ids.reduce((said, id) => {
    const name = nameOf(id)
    if (name === id) return said
    return said.replace(new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(id)}(?![\\p{L}\\p{N}_-])`, 'gu'), () => name)
  }, text)
}

/** The answer with ids in its sentences replaced by names. */
export function inWords(answer: CheckAnswer, nameOf: (id: string) => string): CheckAnswer {
  const path = answer.soundness.flatMap((each) => [...(each.path ?? []), ...(each.stuckAt ? [each.stuckAt] : [])])
  const say = (text: string, element: string) =>
    withNames(text, [...new Set([element, ...path])].filter((id) => id !== ''), nameOf)
  return {
    ...answer,
    diagnostics: answer.diagnostics.map((each) => ({
      ...each,
      message: say(each.message, each.element),
      messageEn: say(each.messageEn, each.element)
    }))
  }
}
