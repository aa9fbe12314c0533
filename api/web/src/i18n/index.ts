// Decides which language the pages speak and when an area's words are loaded. The words stand in zh/ and en/, one file an
// area. Messages are compiled to data, never to code, so that the Content-Security-Policy needs no unsafe-eval.
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import zhApp from './zh/app'
import zhForm from './zh/form'
import zhParts from './zh/parts'
import zhWork from './zh/work'

export type Language = 'zh' | 'en'
type Words = { [key: string]: string | Words }
type Loader = () => Promise<{ default: Words }>

/** What the first page needs stands in its bundle, in Chinese; everything else comes when a page asks for it. */
const first: Record<string, Words> = { app: zhApp, form: zhForm, parts: zhParts, work: zhWork }
const loaders: Record<Language, Record<string, Loader>> = {
  zh: byArea(import.meta.glob<{ default: Words }>(['./zh/*.ts', '!./zh/{app,form,parts,work}.ts'])),
  en: byArea(import.meta.glob<{ default: Words }>('./en/*.ts'))
}

function byArea(files: Record<string, Loader>): Record<string, Loader> {
  return Object.fromEntries(Object.entries(files).map(([path, load]) => [path.replace(/^.*\/(.*)\.ts$/, '$1'), load]))
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  missingWarn: false,
  fallbackWarn: false,
  messages: { zh: first, en: {} } as Record<Language, Record<string, Words>>
})

const stored = 'bihuan-language'
const loaded = new Set<string>(Object.keys(first).map((area) => `zh/${area}`))
const areas = new Set<string>(Object.keys(first))

export function language(): Language {
  return i18n.global.locale.value as Language
}

async function load(tongue: Language, area: string): Promise<void> {
  const name = `${tongue}/${area}`
  const loader = loaders[tongue][area]
  if (loaded.has(name) || !loader) return
  const words = (await loader()).default
  i18n.global.mergeLocaleMessage(tongue, { [area]: words })
  loaded.add(name)
}

/** Makes the words of `area` (the name of its file) ready in the language of now and after a switch. */
export async function useArea(area: string): Promise<void> {
  areas.add(area)
  await Promise.all([load('zh', area), load(language(), area)])
}

export async function setLanguage(tongue: Language): Promise<void> {
  await Promise.all([...areas].map((area) => load(tongue, area)))
  i18n.global.locale.value = tongue
  document.documentElement.lang = tongue === 'zh' ? 'zh-CN' : 'en'
  remember(tongue)
  await nextTick()
}

/** Chinese unless this browser chose otherwise before. */
export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(stored) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

function remember(tongue: Language): void {
  try {
    localStorage.setItem(stored, tongue)
  } catch {
    // A browser that keeps nothing speaks Chinese again next time.
  }
}

/** For plain functions; components use useI18n(). */
export function say(key: string, values: Record<string, unknown> = {}): string {
  return i18n.global.t(key, values)
}
