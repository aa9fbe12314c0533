// Decides what a new table begins with: one input, one output, no rule. Or a copy of another under a new name. The key is
// the file's (its definitions'); the decision in it has a name of its own.
import type { Source } from '../editor/source'

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

export interface TableWords {
  input: string
  output: string
}

function blank(key: string, name: string, words: TableWords): string {
  const title = escaped(name)
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="${key}" name="${title}" namespace="urn:bihuan:decisions">
  <decision id="${key}-decision" name="${title}">
    <decisionTable id="${key}-table" hitPolicy="FIRST">
      <input id="${key}-input-1" label="${escaped(words.input)}">
        <inputExpression id="${key}-input-1-expression" typeRef="string"><text>value</text></inputExpression>
      </input>
      <output id="${key}-output-1" label="${escaped(words.output)}" name="result" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="${key}-diagram">
    <dmndi:DMNShape id="${key}-shape" dmnElementRef="${key}-decision"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
  </dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
`
}

/** The model with the file's name and title changed; its decisions get the new key in front, so that both may be used. */
function copy(xml: string, key: string, name: string): string {
  const decisions = [...xml.matchAll(/<(?:\w+:)?decision\s[^>]*?\bid="([^"]+)"/g)].map((match) => match[1]!)
  let text = xml.replace(/(<(?:\w+:)?definitions\b[^>]*?\bid=")[^"]*"/, (_, head: string) => `${head}${key}"`)
  text = text.replace(/(<(?:\w+:)?definitions\b[^>]*?\bname=")[^"]*"/, (_, head: string) => `${head}${escaped(name)}"`)
  decisions.forEach((old, index) => {
    const fresh = index === 0 ? `${key}-decision` : `${key}-decision-${index + 1}`
    text = text
      .replaceAll(`id="${old}"`, `id="${fresh}"`)
      .replaceAll(`href="#${old}"`, `href="#${fresh}"`)
      .replaceAll(`dmnElementRef="${old}"`, `dmnElementRef="${fresh}"`)
  })
  return text
}

/** A new source; the file is named by its key. */
export function newDecision(key: string, name: string, words: TableWords, model?: Source): Source {
  const title = name || key
  return { text: model ? copy(model.text, key, title) : blank(key, title, words), file: `${key}.dmn`, base: 0 }
}
