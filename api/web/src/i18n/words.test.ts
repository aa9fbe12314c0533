// Holds both languages together: every key there in both, translated, used, and no words outside of the word files.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Words = { [key: string]: string | Words }
const src = join(__dirname, '..')
const han = /\p{Script=Han}/u

function flat(words: Words, prefix: string): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}.${key}`, value]] : flat(value, `${prefix}.${key}`)
  )
}

async function read(tongue: string): Promise<Map<string, string>> {
  const names = readdirSync(join(src, 'i18n', tongue)).filter((name) => name.endsWith('.ts'))
  const all = names.map(async (name) => {
    const words = (await import(`./${tongue}/${basename(name, '.ts')}.ts`)) as { default: Words }
    return flat(words.default, basename(name, '.ts'))
  })
  return new Map((await Promise.all(all)).flat())
}

/** Sources without tests and without the word files themselves; a folder `words` holds lists for other people's tools. */
function sources(): { name: string; text: string }[] {
  return (readdirSync(src, { recursive: true }) as string[])
    .filter((name) => /\.(ts|vue)$/.test(name) && !/\.test\.ts$/.test(name) && !/^i18n\/(zh|en)\//.test(name))
    .map((name) => ({ name, text: readFileSync(join(src, name), 'utf8') }))
}

const withoutComments = (text: string) =>
  text.replace(/<!--[\s\S]*?-->/g, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

/** Actions ("record.read") are spelt like words; where one asks for them they are none. */
const withoutActions = (text: string) =>
  text.replace(/\bcan(?:Any)?\([^)]*\)/g, '').split('\n').filter((line) => !/permissions/.test(line)).join('\n')
const withoutHoles = (text: string) => text.replace(/\{\w+\}/g, '')

const zh = await read('zh')
const en = await read('en')
const code = sources()

describe('words', () => {
  it('stand in both languages', () => {
    expect([...zh.keys()].filter((key) => !en.has(key)), 'missing in en').toEqual([])
    expect([...en.keys()].filter((key) => !zh.has(key)), 'missing in zh').toEqual([])
  })

  it('are translated', () => {
    // The button that switches says its name in the other language; that is its point.
    const allowed = new Set(['app.language.switch'])
    const chinese = [...en].filter(([key, text]) => han.test(text) && !allowed.has(key))
    expect(chinese, 'Chinese in en').toEqual([])
    const english = [...zh].filter(([key, text]) => /[A-Za-z]{3,}/.test(withoutHoles(text)) && !han.test(text) && !allowed.has(key))
    expect(english, 'English in zh').toEqual([])
  })

  it('name the same values in both languages', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join()
    expect([...zh].filter(([key, text]) => holes(text) !== holes(en.get(key) ?? '')).map(([key]) => key)).toEqual([])
  })

  it('are messages that compile: @ and | stand as {\'@\'} and {\'|\'}', () => {
    const plain = (text: string) => text.replace(/\{'[^']*'\}/g, '').replace(/\{\w+\}/g, '')
    expect([...zh, ...en].filter(([, text]) => /[@|{}]/.test(plain(text)))).toEqual([])
  })

  it('exist where the pages name them', () => {
    const areas = [...new Set([...zh.keys()].map((key) => key.split('.')[0]))].join('|')
    // Not in double quotes: those hold expressions of templates ("form.fields").
    const named = new RegExp(`['\`]((?:${areas})\\.[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*)['\`]`, 'g')
    const missing = code.flatMap(({ name, text }) =>
      [...withoutActions(withoutComments(text)).matchAll(named)]
        .map((m) => m[1]!)
        .filter((key) => !zh.has(key) && ![...zh.keys()].some((known) => known.startsWith(`${key}.`)))
        .map((key) => `${name}: ${key}`)
    )
    expect(missing).toEqual([])
  })

  it('are all used', () => {
    const text = code.map((file) => file.text).join('\n')
    // t(`parts.state.${state}`) uses every word below parts.state.
    const beginnings = [...text.matchAll(/['"`]([a-z]+(?:\.[A-Za-z0-9_-]+)*\.)(?:\$\{|['"`] ?\+)/g)].map((m) => m[1]!)
    const unused = [...zh.keys()].filter(
      (key) => !new RegExp(`['"\`]${key.replace(/\./g, '\\.')}['"\`]`).test(text) && !beginnings.some((b) => key.startsWith(b))
    )
    expect(unused).toEqual([])
  })

  it('stand nowhere else: no Chinese in templates or code', () => {
    const found = code
      .filter(({ name }) => !/\/words\//.test(name))
      .flatMap(({ name, text }) =>
        withoutComments(text).split('\n').filter((line) => han.test(line)).map((line) => `${name}: ${line.trim()}`)
      )
    expect(found).toEqual([])
  })
})
