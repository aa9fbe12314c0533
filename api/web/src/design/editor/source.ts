// Decides what an editor opens: the person's own draft, a version that is deployed, or a new file. And the files that are
// deployed together with a diagram. It does not draw.
import { account } from '@/api/account'
import { design, type DesignFile, type Kind, type Version } from '../api'

/** What a draft keeps, under `design:<kind>:<key>`. */
export interface Draft {
  text: string
  file: string
  /** The version that it began from; 0 for a new file. */
  base: number
  saved: string
}

export interface Source {
  text: string
  file: string
  base: number
  /** When the person's draft was saved; absent when the deployed text was opened. */
  draft?: string
}

export const draftName = (kind: Kind, key: string) => `design:${kind}:${key}`

export const localKey = (kind: Kind, key: string) => `bihuan-${draftName(kind, key)}`

/** The draft that only this browser holds: too large for the server, or the server was away. */
export function localDraft(kind: Kind, key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(localKey(kind, key)) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

/** What the person keeps as a draft under this name. Asked as a list: that there is none is no failure. */
export async function keptDraft<Body>(name: string): Promise<Body | null> {
  return (await account.documents<Body>('draft')).find((each) => each.name === name)?.body ?? null
}

/** The person's newest draft, of the server or of this browser; null when there is none. */
export async function draftOf(kind: Kind, key: string): Promise<Draft | null> {
  const here = localDraft(kind, key)
  try {
    const there = await keptDraft<Draft>(draftName(kind, key))
    return here && (!there || here.saved > there.saved) ? here : there
  } catch (error) {
    if (here) return here
    throw error
  }
}

/** The newest version, or the one asked for. Versions of a kind without a list of versions: the newest only. */
export async function versionOf(kind: Kind, key: string, version?: number): Promise<Version | undefined> {
  const newest = (await design.list(kind)).find((each) => each.key === key)
  if (version === undefined || newest?.version === version) return newest
  return (await design.versions(kind, key)).find((each) => each.version === version)
}

async function textOf(kind: Kind, found: Version): Promise<string> {
  if (found.deployment && found.file) return design.deployedFile(found.deployment, found.file)
  if (kind === 'processes') return design.processXml(found.key, found.version)
  if (kind === 'decisions') return design.decisionXml(found.key, found.version)
  return JSON.stringify((await design.form(found.key, found.version)).schema, null, 2)
}

/** Opens a deployed version; rejects with a 404 problem when there is none. */
export async function openVersion(kind: Kind, key: string, version?: number): Promise<Source> {
  const found = await versionOf(kind, key, version)
  if (!found) return { text: await textOf(kind, { key, version: version ?? 1, name: key }), file: key, base: 0 }
  return { text: await textOf(kind, found), file: found.file ?? key, base: found.version }
}

/** What to open for this address: the draft unless a version is asked for. */
export async function openSource(kind: Kind, key: string, version?: number): Promise<Source> {
  const draft = version === undefined ? await draftOf(kind, key) : null
  if (draft) return { text: draft.text, file: draft.file, base: draft.base, draft: draft.saved }
  return openVersion(kind, key, version)
}

const references: [RegExp, Kind][] = [
  [/<bihuan:form\b[^>]*?\bref="([^"]+)"/g, 'forms'],
  [/<bihuan:decision\b[^>]*?\bref="([^"]+)"/g, 'decisions']
]

/** The ids of forms and decisions that a diagram names. An expression names none. */
export function referencesOf(xml: string): { forms: string[]; decisions: string[] } {
  const found = { forms: new Set<string>(), decisions: new Set<string>() }
  for (const [pattern, kind] of references) {
    for (const match of xml.matchAll(pattern)) {
      if (!match[1]!.startsWith('=')) found[kind as 'forms' | 'decisions'].add(match[1]!)
    }
  }
  return { forms: [...found.forms].sort(), decisions: [...found.decisions].sort() }
}

/**
 * The diagram with the newest form and table of each name in it: a process uses what was deployed together with it, so
 * they go together. `changed` takes the place of a file that is being edited.
 */
export async function deployedTogether(diagram: DesignFile, changed: DesignFile[] = []): Promise<DesignFile[]> {
  const wanted = referencesOf(diagram.text)
  const [forms, models] = await Promise.all([design.list('forms'), design.list('decisions')])
  const decided = (model: Version & { decisions?: { id: string }[] }) =>
    (model.decisions ?? []).some((each) => wanted.decisions.includes(each.id))
  const needed = [...forms.filter((form) => wanted.forms.includes(form.key)), ...models.filter(decided)]
  const missing = needed.filter((each) => each.file && each.deployment && !changed.some((file) => file.name === each.file))
  const unique = [...new Map(missing.map((each) => [each.file, each])).values()]
  const texts = await Promise.all(unique.map((each) => design.deployedFile(each.deployment!, each.file!)))
  return [diagram, ...changed, ...unique.map((each, index) => ({ name: each.file!, text: texts[index]! }))]
}

/** The processes whose newest version uses one of these, with their diagrams. */
export async function usersOf(kind: 'forms' | 'decisions', ids: string[]): Promise<DesignFile[]> {
  const processes = (await design.list('processes')).filter((each) => each.file && each.deployment)
  const texts = await Promise.all(processes.map((each) => design.deployedFile(each.deployment!, each.file!)))
  return processes
    .map((each, index) => ({ name: each.file!, text: texts[index]! }))
    .filter((file) => referencesOf(file.text)[kind].some((id) => ids.includes(id)))
}

/** The changed files together with the processes that use them, so that their next cases do; each file once. */
export async function withUsers(changed: DesignFile[], kind: 'forms' | 'decisions', ids: string[]): Promise<DesignFile[]> {
  const users = await usersOf(kind, ids)
  const sets = await Promise.all(users.map((diagram) => deployedTogether(diagram, changed)))
  return [...new Map([...changed, ...sets.flat()].map((file) => [file.name, file])).values()]
}
