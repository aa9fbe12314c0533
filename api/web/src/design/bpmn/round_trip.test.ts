// Rules of reading and writing diagrams: nothing is lost, a change changes one thing, and the program takes the result.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BpmnModdle } from 'bpmn-moddle'
import { describe, expect, it } from 'vitest'
import { editorOf, extension, extensionValue, extensions } from './edit'
import { bihuanModdle } from './moddle'
import type { Board, BoardElement, ModdleElement } from './types'

const processes = join(__dirname, '../../../../../processes')
const f1 = join(processes, 'hazard-rectification/hazard-rectification.bpmn')
const diagrams = [f1, join(processes, 'joint-meeting/joint-meeting.bpmn')]

async function read(xml: string) {
  const moddle = new BpmnModdle({ bihuan: bihuanModdle })
  const { rootElement, elementsById, warnings } = await moddle.fromXML(xml)
  const byId = elementsById as unknown as Record<string, ModdleElement>
  return { moddle, root: rootElement as unknown as ModdleElement, byId, warnings }
}

/** The file as lines: each element with its depth, sorted attributes, and text. Order of elements counts. */
function lines(xml: string): string[] {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  const found: string[] = []
  const waiting: [Element, number][] = [[document.documentElement, 0]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [element, depth] = next
    const attributes = [...element.attributes].filter((each) => !each.name.startsWith('xmlns')).map((each) => `${each.localName}=${each.value}`)
    const text = element.children.length ? '' : (element.textContent ?? '').trim()
    found.push(`${depth} ${element.localName} [${attributes.sort().join(' | ')}] ${text}`)
    waiting.push(...[...element.children].reverse().map((child): [Element, number] => [child, depth + 1]))
  }
  return found
}

/** A board with only what the editor of properties needs; changes are made at once, as bpmn-js's commands make them. */
function boardOf(moddle: { create(type: string, values?: object): unknown }): Board {
  const put = (target: ModdleElement, values: Record<string, unknown>) => Object.entries(values).forEach(([key, value]) => target.set(key, value))
  const parts: Record<string, unknown> = {
    modeling: {
      updateProperties: (element: BoardElement, values: Record<string, unknown>) => put(element.businessObject, values),
      updateModdleProperties: (_: BoardElement, target: ModdleElement, values: Record<string, unknown>) => put(target, values)
    },
    bpmnFactory: moddle
  }
  return { get: (name: string) => parts[name] } as unknown as Board
}
const shape = (businessObject: ModdleElement) => ({ id: businessObject.id, type: businessObject.$type, businessObject }) as BoardElement

describe('the namespace', () => {
  it('knows every name that the server knows', () => {
    const table = readFileSync(join(processes, '../adapters/definitions/bihuan_names.cpp'), 'utf8')
    const part = (from: string) => table.slice(table.indexOf(from), table.indexOf('});', table.indexOf(from)))
    const pairs = (text: string) => [...text.matchAll(/\{"(\w+)", "(\w+)"/g)].map((m) => [m[1]!, m[2]!] as const)
    const ours = bihuanModdle.types.flatMap((type) => {
      const owners = (type.extends ?? [`own:${type.name}`]).map((name) => name.slice(name.indexOf(':') + 1))
      const attributes = type.properties.filter((each) => each.isAttr)
      return owners.flatMap((name) => attributes.map((each) => `${name.charAt(0).toLowerCase()}${name.slice(1)}.${each.name}`))
    })
    const theirs = [...pairs(part('element_attributes')), ...pairs(part('prefixed_attributes'))].map(([owner, name]) => `${owner}.${name}`)
    expect(theirs.length).toBeGreaterThan(50)
    expect(theirs.filter((name) => !ours.includes(name))).toEqual([])
  })
})

describe('a diagram', () => {
  it.each(diagrams)('is written as it was read: %s', async (file) => {
    const xml = readFileSync(file, 'utf8')
    const { moddle, root, warnings } = await read(xml)
    expect(warnings.map((each: { message: string }) => each.message)).toEqual([])
    const { xml: again } = await moddle.toXML(root as never, { format: true })
    const sorted = (text: string) => [...lines(text)].sort()
    expect(sorted(again)).toEqual(sorted(xml))
  })

  it('keeps extensions of other tools, known and unknown', async () => {
    const xml = readFileSync(f1, 'utf8')
      .replace('xmlns:bihuan=', 'xmlns:other="urn:other" xmlns:bihuan=')
      .replace('<bpmn:userTask id="verify"', '<bpmn:userTask other:colour="red" id="verify"')
      .replace('<bihuan:assignment kind="role" role="community-handler"', '<other:note text="x"><other:inner/></other:note><bihuan:assignment kind="role" role="community-handler"')
    const { moddle, root, byId } = await read(xml)
    editorOf(boardOf(moddle)).setExtension(shape(byId.verify!), byId.verify!, 'Deadline', { duration: 'P2D' })
    const { xml: again } = await moddle.toXML(root as never, { format: true })
    expect(again).toContain('other:colour="red"')
    expect(again).toMatch(/<other:note text="x">\s*<other:inner ?\/>/)
  })
})

describe('a change', () => {
  async function changed(change: (parts: { byId: Record<string, ModdleElement>; editor: ReturnType<typeof editorOf> }) => void) {
    const xml = readFileSync(f1, 'utf8')
    const { moddle, root, byId } = await read(xml)
    const { xml: before } = await moddle.toXML(root as never, { format: true })
    change({ byId, editor: editorOf(boardOf(moddle)) })
    const { xml: after } = await moddle.toXML(root as never, { format: true })
    const [old, fresh] = [lines(before), lines(after)]
    return { after, different: fresh.flatMap((line, index) => (line === old[index] ? [] : [`${old[index]} → ${line}`])) }
  }

  it('of one attribute changes that one', async () => {
    const { different } = await changed(({ byId, editor }) =>
      editor.setExtension(shape(byId.verify!), byId.verify!, 'Deadline', { duration: 'P2D' })
    )
    expect(different).toEqual(['4 deadline [calendar=cn | duration=P1D]  → 4 deadline [calendar=cn | duration=P2D] '])
  })

  it('makes an extension where there was none, and takes an emptied box away', async () => {
    const { moddle, byId } = await read(readFileSync(f1, 'utf8'))
    const editor = editorOf(boardOf(moddle))
    const task = byId['decide-responsibility']!
    const gateway = byId['gw-verified']!
    expect(extension(gateway, 'Message')).toBeUndefined()
    editor.setExtension(shape(gateway), gateway, 'Message', { correlationKey: '=x' })
    expect(extensionValue(gateway, 'Message', 'correlationKey')).toBe('=x')
    editor.removeExtension(shape(gateway), gateway, 'Message')
    expect(gateway.get('extensionElements')).toBeUndefined()
    const rows = extensions(task, 'Output').map((each) => ({ source: each.get('source'), target: each.get('target') }))
    editor.setRows(shape(task), task, 'Output', rows.slice(1))
    expect(extensions(task, 'Output').length).toBe(rows.length - 1)
    expect(extension(task, 'Decision')).toBeDefined()
  })

  it('of an empty text removes the attribute', async () => {
    const { moddle, byId } = await read(readFileSync(f1, 'utf8'))
    editorOf(boardOf(moddle)).setExtension(shape(byId.verify!), byId.verify!, 'Work', { opinion: '' })
    expect(extension(byId.verify!, 'Work')!.get('opinion')).toBeUndefined()
    expect(extensionValue(byId.verify!, 'Work', 'outcomes')).toBe('属实,不属实,重复,移交')
  })

  const program = [process.env.BIHUAN_PROGRAM, join(processes, '../build/release/bihuan')].find((path) => path && existsSync(path))
  it.skipIf(!program)('is taken by the program (skipped without one built: set BIHUAN_PROGRAM)', async (context) => {
    const { after } = await changed(({ byId, editor }) => {
      editor.setExtension(shape(byId.verify!), byId.verify!, 'Deadline', { duration: 'P2D' })
      editor.setExtension(shape(byId.assign!), byId.assign!, 'Work', { outcomes: '同意,不同意', opinion: 'required' })
    })
    const folder = mkdtempSync(join(tmpdir(), 'diagram-'))
    const file = join(folder, 'hazard-rectification.bpmn')
    writeFileSync(file, after)
    const beside = ['hazard-rectification', 'joint-meeting', 'calendars'].flatMap((name) =>
      readdirSync(join(processes, name)).filter((each) => /\.(dmn|form|json|bpmn)$/.test(each) && each !== 'hazard-rectification.bpmn').map((each) => join(processes, name, each))
    )
    const check = (diagram: string) => spawnSync(program!, ['check', diagram, ...beside], { encoding: 'utf8' })
    // A program built before the files were changed refuses them anyhow.
    if (check(f1).status !== 0) context.skip()
    expect(check(file)).toMatchObject({ status: 0 })
  })
})
