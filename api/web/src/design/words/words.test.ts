// Holds the word lists against the libraries' own sources: a text that a library can show and that has no Chinese fails.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bpmnWords } from './bpmn'
import { dmnWords } from './dmn'
import { formsPatterns, formsWords } from './forms'
import { simulationPatterns, simulationWords } from './simulation'
import { missingWords, translatorFor } from './translate'

const modules = join(__dirname, '../../../node_modules')
const han = /\p{Script=Han}/u

function sources(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    (readdirSync(join(modules, folder), { recursive: true }) as string[])
      .filter((name) => /\.js$/.test(name))
      .map((name) => readFileSync(join(modules, folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
  )
}

/** The whole texts that sources hand to `translate`; texts put together at run time are named by hand below. */
function asked(folders: string[]): Set<string> {
  const call = /translate\)?\(\s*(?:'((?:[^'\\]|\\.)+)'|"((?:[^"\\]|\\.)+)"|`([^`$]+)`)/g
  const texts = sources(folders).flatMap((text) => [...text.matchAll(call)].map((m) => (m[1] ?? m[2] ?? m[3])!))
  return new Set(texts.map((text) => text.replace(/\\(['"])/g, '$1')).filter((text) => /[A-Za-z]{2}/.test(text) && !text.startsWith(' +')))
}

function labels(folders: string[], names: string): Set<string> {
  const label = new RegExp(`(?:${names}): '([A-Z][^']+)'`, 'g')
  return new Set(sources(folders).flatMap((text) => [...text.matchAll(label)].map((m) => m[1]!)))
}

const without = (texts: Set<string>, words: Record<string, string>) =>
  [...texts].filter((text) => words[text] === undefined && words[text.trim()] === undefined)

describe('words of bpmn-js', () => {
  const folders = ['bpmn-js/lib', 'diagram-js/lib', 'diagram-js-minimap/dist']
  it('cover every text that is asked for', () => {
    const texts = asked(folders)
    expect(texts.size).toBeGreaterThan(40)
    expect(without(texts, bpmnWords)).toEqual([])
  })
  it('cover every kind in the replace menu', () => {
    const kinds = labels(['bpmn-js/lib/features/popup-menu', 'bpmn-js/lib/features/replace'], 'label')
    expect(kinds.size).toBeGreaterThan(60)
    expect(without(kinds, bpmnWords)).toEqual([])
  })
  it('cover the ways to align', () => {
    const ways = ['left', 'center', 'right', 'top', 'middle', 'bottom'].map((way) => `Align elements ${way}`)
    expect(without(new Set(ways), bpmnWords)).toEqual([])
  })
})

describe('words of dmn-js', () => {
  const folders = [
    'dmn-js-shared/lib', 'dmn-js-decision-table/lib', 'dmn-js-drd/lib', 'dmn-js-literal-expression/lib', 'dmn-js-boxed-expression/lib'
  ]
  it('cover every text that is asked for', () => {
    const texts = asked(folders)
    expect(texts.size).toBeGreaterThan(100)
    expect(without(texts, dmnWords)).toEqual([])
  })
  it('cover hit policies and types', () => {
    const policies = labels(['dmn-js-decision-table/lib/features/hit-policy'], 'label|explanation')
    expect(policies.size).toBeGreaterThan(15)
    const types = ['string', 'boolean', 'number', 'date', 'time', 'dateTime', 'dayTimeDuration', 'yearMonthDuration', 'Any']
    expect(without(new Set([...policies, ...types]), dmnWords)).toEqual([])
  })
})

describe('words of the form editor', () => {
  // Of what is hidden (embedded pages, html, documents, buttons) and of what only other programs use.
  const hidden = [
    /iframe|HTML|Document|^Content$|preview container|popup|URL|Camunda|reference|Security|sandbox|MIME|metadata|source /i, /^(Button|Action)$/,
    /Dominic|Erika|John Doe|FilterContext|Root|Name|^https?:/, /access$|Geolocation|Script execution|Top level|Open modal|Open in fullscreen/
  ]
  it('cover its labels and hints', () => {
    const folder = ['@bpmn-io/form-js-editor/dist']
    const texts = labels(folder, 'label|tooltip|title|placeholder')
    expect(texts.size).toBeGreaterThan(80)
    const shown = new Set([...texts].filter((text) => !hidden.some((pattern) => pattern.test(text)) && !/\\|\$/.test(text)))
    expect(without(shown, formsWords)).toEqual([])
  })
  it('cover what it finds wrong', () => {
    const source = sources(['@bpmn-io/form-js-editor/dist']).join('\n')
    const wrong = new Set([...source.matchAll(/return '((?:Must|Should|A number|Value must)[^']+)'/g)].map((m) => m[1]!))
    expect(wrong.size).toBeGreaterThan(8)
    expect(without(wrong, formsWords)).toEqual([])
  })
})

describe('words of the simulation', () => {
  it('cover its titles', () => {
    const source = sources(['bpmn-js-token-simulation/lib']).join('\n')
    const texts = [...source.matchAll(/(?:title|aria-label)="([A-Z][^"$]+)"|elementName \|\| '([^']+)'|text: '([A-Z][^']+)'/g)]
    const found = new Set(texts.map((m) => (m[1] ?? m[2] ?? m[3])!))
    expect(found.size).toBeGreaterThan(20)
    // A title that ends in "=" or "instance" goes on with a name; the patterns have those.
    const plain = new Set([...found].filter((text) => !/(=|instance)\s*$/.test(text)))
    expect(without(plain, simulationWords)).toEqual([])
  })
})

describe('all lists', () => {
  it('answer in Chinese', () => {
    const all = [bpmnWords, dmnWords, formsWords, simulationWords].flatMap((words) => Object.entries(words))
    expect(all.filter(([, chinese]) => !han.test(chinese))).toEqual([])
    expect([...formsPatterns, ...simulationPatterns].filter(([, chinese]) => !han.test(chinese))).toEqual([])
  })
  it('keep the names that a library fills in', () => {
    const holes = (text: string) => [...text.matchAll(/{\s*(\w+)\s*}/g)].map((m) => m[1]).sort().join()
    const all = [bpmnWords, dmnWords].flatMap((words) => Object.entries(words))
    expect(all.filter(([english, chinese]) => holes(english) !== holes(chinese))).toEqual([])
  })
})

describe('translator', () => {
  it('fills in names and keeps English where there is no Chinese, and notes that', () => {
    const say = translatorFor({ 'Open {element}': '打开{element}' })
    expect(say('Open {element}', { element: '核实' })).toBe('打开核实')
    missingWords.clear()
    expect(say('Something new')).toBe('Something new')
    expect([...missingWords]).toEqual(['Something new'])
  })
  it('speaks English without a list', () => {
    expect(translatorFor(null)('Open {element}', { element: 'x' })).toBe('Open x')
  })
})
