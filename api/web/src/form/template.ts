// Decides how texts of a form that name values are filled in: "=expression" as a whole, {{expression}} inside a text.
import { evaluate } from './expression/evaluate'
import { readExpression } from './expression/read'
import { plainText } from './plain'
import type { Values } from './values'

function answer(text: string, values: Values): string {
  const node = readExpression(text)
  return node ? plainText(evaluate(node, values)) : ''
}

export function filledIn(text: string, values: Values): string {
  if (text.startsWith('=')) return answer(text, values)
  return text.replace(/\{\{([^{}]+)\}\}/g, (_whole, inner: string) => answer(inner, values))
}
