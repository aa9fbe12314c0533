// Decides the rows of the designer's list: what is deployed, with a mark where the person has a draft, and drafts of what
// was never deployed.
import type { Document } from '@/api/account'
import type { Kind, Version } from '../api'
import type { Draft } from '../editor/source'

export interface Row extends Version {
  draft: boolean
  category?: string
}

const nameIn = (text: string): string | undefined =>
  /<(?:bpmn:)?process\b[^>]*\bname="([^"]+)"/.exec(text)?.[1] ??
  /<definitions\b[^>]*\bname="([^"]+)"/.exec(text)?.[1] ??
  /"title":\s*"([^"]+)"/.exec(text)?.[1]

/** Rows of this kind that hold the text, by name. */
export function rowsOf(list: Version[], drafts: Document<Draft>[], kind: Kind, text: string): Row[] {
  const prefix = `design:${kind}:`
  const mine = new Map(
    drafts.filter((each) => each.name.startsWith(prefix)).map((each) => [each.name.slice(prefix.length), each.body])
  )
  const rows: Row[] = list.map((each) => ({ ...each, draft: mine.has(each.key) }))
  for (const [key, draft] of mine) {
    if (list.some((each) => each.key === key)) continue
    rows.push({ key, name: nameIn(draft?.text ?? '') ?? key, version: 0, draft: true })
  }
  const wanted = text.trim().toLowerCase()
  return rows
    .filter((row) => !wanted || row.name.toLowerCase().includes(wanted) || row.key.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}

/** Processes by category, the others in one group without a name. */
export function groupedBy(rows: Row[], byCategory: boolean): { name: string; rows: Row[] }[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = byCategory ? (row.category ?? '') : ''
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'zh-CN')).map(([name, list]) => ({ name, rows: list }))
}
