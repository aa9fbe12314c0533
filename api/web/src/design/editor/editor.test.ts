// Rules of opening, keeping and deploying: what a draft is, what goes along, what a new file holds.
import { BpmnModdle } from 'bpmn-moddle'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { ApiProblem } from '@/api/problem'
import { bihuanModdle } from '../bpmn/moddle'
import { newForm } from '../forms/new_form'
import { newDecision } from '../decision/new_decision'
import { groupedBy, rowsOf } from '../list/rows'
import { keyFor } from '../list/key_for'
import { useAutosave } from './autosave'
import { newProcess } from './new_process'
import { deployedTogether, localDraft, localKey, openSource, referencesOf, withUsers } from './source'

const f1 = readFileSync(join(__dirname, '../../../../../processes/hazard-rectification/hazard-rectification.bpmn'), 'utf8')
const words = { start: '开始', step: '办理', end: '办结' }

/** A server with these answers by path; what is not there is a 404. Remembers what was sent. */
function server(answers: Record<string, unknown>) {
  const sent: { method: string; path: string; body: string }[] = []
  vi.stubGlobal('fetch', async (address: string, request: RequestInit) => {
    const path = decodeURIComponent(String(address)).replace('/api/v1', '').replace(/\?.*/, '')
    sent.push({ method: request.method!, path, body: String(request.body ?? '') })
    const found = request.method === 'GET' ? answers[path] : (answers[`${request.method} ${path}`] ?? null)
    if (found === undefined) return new Response(JSON.stringify({ code: 'not-found' }), { status: 404, headers: { 'Content-Type': 'application/problem+json' } })
    if (found instanceof Error) throw found
    return new Response(typeof found === 'string' ? found : JSON.stringify(found), { status: 200 })
  })
  return sent
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  localStorage.clear()
})

describe('opening', () => {
  const answers = {
    '/account/documents/draft': { items: [] },
    '/processes': { items: [{ key: 'p', version: 2, name: '流程', deployment: '7', file: 'a/p.bpmn' }] },
    '/deployments/7/files/a/p.bpmn': '<deployed/>'
  }
  it('takes the person\'s draft first', async () => {
    server({ ...answers, '/account/documents/draft': { items: [{ name: 'design:processes:p', body: { text: '<mine/>', file: 'a/p.bpmn', base: 1, saved: 'x' } }] } })
    expect(await openSource('processes', 'p')).toEqual({ text: '<mine/>', file: 'a/p.bpmn', base: 1, draft: 'x' })
  })
  it('takes the draft that only this browser has, when it is the newer', async () => {
    localStorage.setItem(localKey('processes', 'p'), JSON.stringify({ text: '<here/>', file: 'p', base: 1, saved: '2' }))
    server({ ...answers, '/account/documents/draft': { items: [{ name: 'design:processes:p', body: { text: '<there/>', file: 'p', base: 1, saved: '1' } }] } })
    expect((await openSource('processes', 'p')).text).toBe('<here/>')
  })
  it('takes what is deployed without a draft', async () => {
    server(answers)
    expect(await openSource('processes', 'p')).toEqual({ text: '<deployed/>', file: 'a/p.bpmn', base: 2 })
  })
  it('says that there is none', async () => {
    server(answers)
    await expect(openSource('processes', 'q')).rejects.toBeInstanceOf(ApiProblem)
  })
})

describe('what goes along with a process', () => {
  it('is what its steps name', () => {
    const found = referencesOf(f1)
    expect(found.decisions).toContain('risk-grading')
    expect(found.forms).toContain('hazard-verify')
    expect(referencesOf('<bihuan:form ref="=x"/>').forms).toEqual([])
  })
  const answers = {
    '/forms': { items: [{ id: 'f', version: 1, title: 'F', deployment: '1', file: 'f.form' }, { id: 'g', version: 1, title: 'G', deployment: '1', file: 'g.form' }] },
    '/decisions': { items: [{ key: 'd-file', version: 1, name: 'D', deployment: '1', file: 'd.dmn', decisions: [{ id: 'd', name: 'D' }] }] },
    '/processes': { items: [{ key: 'p', version: 1, name: 'P', deployment: '1', file: 'p.bpmn' }] },
    '/deployments/1/files/f.form': '{"id":"f"}', '/deployments/1/files/d.dmn': '<d/>',
    '/deployments/1/files/p.bpmn': '<bihuan:form ref="f"/><bihuan:decision ref="d"/>'
  }
  it('goes in its newest form, each file once', async () => {
    server(answers)
    const files = await deployedTogether({ name: 'p.bpmn', text: '<bihuan:form ref="f"/><bihuan:form ref="f"/><bihuan:decision ref="d"/>' })
    expect(files.map((file) => file.name)).toEqual(['p.bpmn', 'f.form', 'd.dmn'])
  })
  it('of a changed form are the processes that use it, with the changed text', async () => {
    server(answers)
    const files = await withUsers([{ name: 'f.form', text: 'new' }], 'forms', ['f'])
    expect(files.map((file) => file.name).sort()).toEqual(['d.dmn', 'f.form', 'p.bpmn'])
    expect(files.find((file) => file.name === 'f.form')!.text).toBe('new')
    expect((await withUsers([{ name: 'g.form', text: 'new' }], 'forms', ['g'])).map((file) => file.name)).toEqual(['g.form'])
  })
})

describe('autosave', () => {
  async function kept(answers: Record<string, unknown>, text = '<x/>') {
    vi.useFakeTimers()
    const sent = server(answers)
    const scope = effectScope()
    const autosave = scope.run(() => useAutosave('processes', () => 'p', async () => ({ text, file: 'p.bpmn', base: 1 })))!
    autosave.touch()
    autosave.touch()
    await vi.advanceTimersByTimeAsync(3000)
    return { sent, autosave, scope }
  }
  it('keeps one draft for several changes', async () => {
    const { sent, autosave } = await kept({ 'PUT /account/documents/draft/design:processes:p': {} })
    expect(sent.map((each) => each.method)).toEqual(['PUT'])
    expect(JSON.parse(sent[0]!.body)).toMatchObject({ text: '<x/>', base: 1 })
    expect(autosave.state.value).toBe('saved')
  })
  it('keeps the draft in this browser when the server is away', async () => {
    const { autosave } = await kept({ 'PUT /account/documents/draft/design:processes:p': new Error('away') })
    expect(autosave.state.value).toBe('local')
    expect(localDraft('processes', 'p')!.text).toBe('<x/>')
  })
  it('keeps in this browser what is too large for the server', async () => {
    const { sent, autosave } = await kept({}, 'x'.repeat(260_000))
    expect(sent).toEqual([])
    expect(autosave.state.value).toBe('local')
  })
  it('keeps nothing after it was thrown away', async () => {
    const { sent, autosave } = await kept({ 'PUT /account/documents/draft/design:processes:p': {}, 'DELETE /account/documents/draft/design:processes:p': {} })
    autosave.touch()
    await autosave.discard()
    await vi.advanceTimersByTimeAsync(5000)
    expect(sent.map((each) => each.method)).toEqual(['PUT', 'DELETE'])
  })
})

describe('something new', () => {
  it('is a process that can be read', async () => {
    const { text } = newProcess('process-1', '甲 & <乙>', words)
    const { warnings, rootElement } = await new BpmnModdle({ bihuan: bihuanModdle }).fromXML(text)
    expect(warnings).toEqual([])
    expect((rootElement as unknown as { rootElements: { name: string }[] }).rootElements[0]!.name).toBe('甲 & <乙>')
  })
  it('after a model has another name everywhere', () => {
    const { text, base } = newProcess('process-1', '新流程', words, { text: f1, file: 'x', base: 4 })
    expect(text).toContain('<bpmn:process id="process-1" name="新流程"')
    expect(text).not.toContain('bpmnElement="hazard-rectification"')
    expect(base).toBe(0)
  })
  it('is a table with its own ids, and a form with its own name', () => {
    const table = newDecision('t', '表', { input: '条件', output: '结果' })
    expect(new DOMParser().parseFromString(table.text, 'application/xml').querySelector('parsererror')).toBeNull()
    const copy = newDecision('t2', '表二', { input: '', output: '' }, table)
    expect(copy.text).toContain('<decision id="t2-decision"')
    expect(copy.text).toContain('dmnElementRef="t2-decision"')
    expect(copy.text).toContain('id="t2" name="表二"')
    expect(JSON.parse(newForm('f', '表单', '事由').text)).toMatchObject({ id: 'f', title: '表单' })
  })
  it('gets a name that is not taken', () => {
    const day = new Date(2026, 10, 21)
    expect(keyFor('forms', [], day)).toBe('form-20261121-1')
    expect(keyFor('forms', ['form-20261121-1'], day)).toBe('form-20261121-2')
  })
})

describe('the list', () => {
  const list = [{ key: 'b', name: '乙', version: 1, category: '二' }, { key: 'a', name: '甲', version: 3, category: '一' }]
  const draft = (key: string, text: string) => ({ kind: 'draft', name: `design:processes:${key}`, updated: '', body: { text, file: '', base: 0, saved: '' } })
  it('marks drafts and shows those that were never deployed', () => {
    const rows = rowsOf(list, [draft('a', ''), draft('n', '<bpmn:process id="n" name="丙">')], 'processes', '')
    expect(rows.map((row) => [row.name, row.draft, row.version])).toEqual([['丙', true, 0], ['甲', true, 3], ['乙', false, 1]])
  })
  it('finds by name and groups by category', () => {
    expect(rowsOf(list, [], 'processes', ' 甲 ').map((row) => row.key)).toEqual(['a'])
    expect(groupedBy(rowsOf(list, [], 'processes', ''), true).map((group) => group.rows.length)).toEqual([1, 1])
  })
})
