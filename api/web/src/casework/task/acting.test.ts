// Who may act, which buttons there are, what is missing, and that nothing is sent twice.
import { describe, expect, it } from 'vitest'
import { ApiProblem, unreachable } from '@/api/problem'
import type { ShownForm, Task } from '@/api/tasks'
import { buttonsOf, missingWords, standingOf } from './acting'
import { newSending } from './sending'

const task = (parts: Partial<Task>): Task => ({
  id: '1', instance: '1', process: 'p', element: 'e', name: 'n', businessKey: '', title: '', status: 'open', priority: 50, created: '', ...parts
})
const form = (parts: Partial<ShownForm>): ShownForm => ({ fields: [], values: {}, outcomes: [], opinion: 'optional', attachmentsMin: 0, ...parts })

describe('standing', () => {
  it('lets the assignee act', () => expect(standingOf(task({ assignee: 'me' }), 'me')).toMatchObject({ mayAct: true, isMine: true, why: '' }))
  it('offers a free task', () => expect(standingOf(task({}), 'me')).toMatchObject({ mayAct: true, mayClaim: true }))
  it('goes by the server’s flags', () => expect(standingOf(task({ mayAct: false, mayClaim: false }), 'me').why).toBe('这项任务不由您办理，您只能查看。'))
  it('names who has it', () =>
    expect(standingOf(task({ assignee: 'z', assigneeName: '张三' }), 'me')).toMatchObject({ mayAct: false, why: '这项任务已被张三领取，您只能查看。' }))
  it('names who has done it', () => {
    expect(standingOf(task({ status: 'completed', endedBy: 'z', endedByName: '张三' }), 'me').why).toBe('这项任务已被张三办理。')
    expect(standingOf(task({ status: 'completed', endedBy: 'me' }), 'me').why).toBe('这项任务您已办理。')
    expect(standingOf(task({ status: 'cancelled' }), 'me').why).toContain('已取消')
  })
})

describe('buttons', () => {
  it('are one an outcome, the first the main one', () =>
    expect(buttonsOf(form({ outcomes: ['同意', '不同意'] }), undefined).map((b) => [b.label, b.kind])).toEqual([['同意', 'primary'], ['不同意', 'default']]))
  it('are one plain one without outcomes', () => expect(buttonsOf(form({}), undefined)).toEqual([{ outcome: '', label: '提交', kind: 'primary' }]))
  it('are the server’s where it gives them', () =>
    expect(buttonsOf(form({ outcomes: ['a'] }), [{ outcome: 'a', label: 'A', kind: 'danger' }])).toEqual([{ outcome: 'a', label: 'A', kind: 'danger' }]))
  it('ask for an opinion where the step or the button wants one', () => {
    const button = { outcome: 'x', label: 'x', kind: 'default' as const, needsOpinion: true }
    expect(missingWords(form({}), button, ' ', 0).opinion).toBe('请填写办理意见。')
    expect(missingWords(form({ opinion: 'required' }), { ...button, needsOpinion: false }, '', 0).opinion).not.toBe('')
    expect(missingWords(form({}), { ...button, needsOpinion: false }, '', 0).opinion).toBe('')
    expect(missingWords(form({ attachmentsMin: 2 }), button, 'x', 1).attachments).toBe('至少需要 2 个附件。')
  })
})

describe('sending', () => {
  const failing = (error: Error, keys: string[]) => (key: string) => {
    keys.push(key)
    return Promise.reject(error)
  }

  it('keeps the key while no answer came, so that the work is done once', async () => {
    const sending = newSending()
    const keys: string[] = []
    await sending.send({ a: 1 }, failing(unreachable(), keys)).catch(() => undefined)
    await sending.send({ a: 1 }, failing(unreachable(), keys)).catch(() => undefined)
    expect(keys[1]).toBe(keys[0])
  })

  it('takes a new key for other content and after an answer', async () => {
    const sending = newSending()
    const keys: string[] = []
    await sending.send({ a: 1 }, failing(unreachable(), keys)).catch(() => undefined)
    await sending.send({ a: 2 }, failing(new ApiProblem(422, {}), keys)).catch(() => undefined)
    await sending.send({ a: 2 }, failing(new ApiProblem(422, {}), keys)).catch(() => undefined)
    expect(new Set(keys).size).toBe(3)
  })
})
