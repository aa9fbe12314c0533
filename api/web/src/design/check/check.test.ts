// Rules of findings: who they belong to, the way that is lit, and that they speak of steps by name.
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../api'
import type { BoardElement } from '../bpmn/types'
import { inWords, withNames } from './in_words'
import { byElement, linesOf } from './marks'

const finding = (element: string, message: string): Diagnostic =>
  ({ severity: 'error', file: 'f', line: 1, column: 1, element, code: 'c', message, messageEn: message })

describe('findings', () => {
  it('are gathered by element; those of the file belong to none', () => {
    const found = byElement([finding('a', '1'), finding('', '2'), finding('a', '3')])
    expect([...found.keys()]).toEqual(['a'])
    expect(found.get('a')!.map((each) => each.message)).toEqual(['1', '3'])
  })
  it('name a step that has no name by its kind, and no part of a longer name', () => {
    const nameOf = (id: string) => (id === 'u' ? '未命名的任务' : id)
    expect(withNames('“u”停在 unit，u。', ['u'], nameOf)).toBe('“未命名的任务”停在 unit，未命名的任务。')
  })
  it('name the steps of the way too', () => {
    const answer = {
      ok: true, diagnostics: [finding('j', '停在“j”（经过：s → g）')],
      soundness: [{ process: 'p', verdict: 'not-sound' as const, path: ['s', 'g'], stuckAt: 'j' }]
    }
    const names: Record<string, string> = { s: '开始', g: '分支', j: '汇合' }
    expect(inWords(answer, (id) => names[id] ?? id).diagnostics[0]!.message).toBe('停在“汇合”（经过：开始 → 分支）')
  })
})

describe('the way into a dead end', () => {
  it('is lit along the flows between its steps', () => {
    const flow = (id: string, to: string) => ({ id, businessObject: { get: () => ({ id: to }) } }) as unknown as BoardElement
    const shapes: Record<string, { outgoing: BoardElement[] }> = { s: { outgoing: [flow('f1', 'g')] }, g: { outgoing: [flow('f2', 'x'), flow('f3', 'j')] } }
    expect(linesOf(['s', 'g', 'j'], { get: (id) => shapes[id] as BoardElement | undefined })).toEqual(['f1', 'f3'])
  })
})
