// What was typed outlives a reload and a server that is away, and goes when the work is sent.
import { effectScope, nextTick, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { account } from '@/api/account'
import { unreachable } from '@/api/problem'
import { findDraft, useDraft } from './draft'

const stored = new Map<string, unknown>()
let isAway = false

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
  stored.clear()
  isAway = false
  vi.spyOn(account, 'document').mockImplementation((kind, name) => {
    const body = stored.get(`${kind}/${name}`)
    return body ? Promise.resolve({ kind, name, updated: '', body } as never) : Promise.reject(unreachable())
  })
  vi.spyOn(account, 'saveDocument').mockImplementation((kind, name, body) => {
    if (isAway) return Promise.reject(unreachable())
    stored.set(`${kind}/${name}`, JSON.parse(JSON.stringify(body)))
    return Promise.resolve()
  })
  vi.spyOn(account, 'removeDocument').mockImplementation((kind, name) => {
    stored.delete(`${kind}/${name}`)
    return Promise.resolve() as never
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function typing() {
  const scope = effectScope()
  const typed = ref({ text: '' })
  const draft = scope.run(() => useDraft('task-1', typed))!
  return { scope, typed, draft }
}

describe('draft', () => {
  it('is kept in this tab soon and on the server a little later', async () => {
    const { typed, draft } = typing()
    typed.value.text = '甲'
    await nextTick()
    await vi.advanceTimersByTimeAsync(500)
    expect(await findDraft('task-1')).toEqual({ text: '甲' })
    expect(stored.size).toBe(0)
    await vi.advanceTimersByTimeAsync(4000)
    expect(stored.get('draft/task-1')).toMatchObject({ body: { text: '甲' } })
    expect(draft.kept.value).toBeDefined()
  })

  it('goes to the server when it is back', async () => {
    isAway = true
    const { typed } = typing()
    typed.value.text = '乙'
    await nextTick()
    await vi.advanceTimersByTimeAsync(4500)
    expect(stored.size).toBe(0)
    isAway = false
    await vi.advanceTimersByTimeAsync(4500)
    expect(stored.get('draft/task-1')).toMatchObject({ body: { text: '乙' } })
  })

  it('is kept when the page is left', async () => {
    const { scope, typed } = typing()
    typed.value.text = '丙'
    await nextTick()
    scope.stop()
    expect(await findDraft('task-1')).toEqual({ text: '丙' })
    expect(stored.get('draft/task-1')).toMatchObject({ body: { text: '丙' } })
  })

  it('goes for good when the work is sent', async () => {
    const { scope, typed, draft } = typing()
    typed.value.text = '丁'
    await nextTick()
    await vi.advanceTimersByTimeAsync(5000)
    await draft.forget()
    typed.value.text = '戊'
    await nextTick()
    await vi.advanceTimersByTimeAsync(5000)
    scope.stop()
    expect(await findDraft('task-1')).toBeUndefined()
    expect(stored.size).toBe(0)
  })

  it('takes the newer of tab and server', async () => {
    stored.set('draft/task-1', { at: Date.now() + 1000, body: { text: 'server' } })
    sessionStorage.setItem('bihuan-draft//task-1', JSON.stringify({ at: Date.now(), body: { text: 'tab' } }))
    expect(await findDraft('task-1')).toEqual({ text: 'server' })
  })
})
