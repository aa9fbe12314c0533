// How requests are sent, fail, and are repeated after a new sign-in.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addressOf, get, post, postForm, wire } from './client'
import { connection, sawServer } from './connection'
import { ApiProblem } from './problem'

interface Sent {
  url: string
  method: string
  headers: Record<string, string>
  body: unknown
}

let sent: Sent[] = []
let answers: (() => Response | Promise<Response>)[] = []

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } })

beforeEach(() => {
  sent = []
  answers = []
  wire({ language: () => 'zh', csrf: () => 'token', signInAgain: () => Promise.resolve(false) })
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({ url, method: init.method ?? 'GET', headers: init.headers as Record<string, string>, body: init.body })
    const answer = answers.shift()
    if (!answer) throw new TypeError('Failed to fetch')
    return Promise.resolve(answer())
  })
})
afterEach(() => {
  sawServer()
  vi.unstubAllGlobals()
})

describe('client', () => {
  it('leaves out empty parts of the query', () => {
    expect(addressOf('/tasks', { view: 'mine', text: '', cursor: undefined, limit: 3 })).toBe('/api/v1/tasks?view=mine&limit=3')
  })

  it('sends language, CSRF token and idempotency key', async () => {
    answers = [json(200, {}), json(200, {})]
    await post('/a', { x: 1 })
    await get('/b')
    expect(sent[0]!.headers).toMatchObject({ 'X-CSRF-Token': 'token', 'Accept-Language': 'zh', 'Content-Type': 'application/json' })
    expect(sent[0]!.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/)
    expect(sent[1]!.headers['X-CSRF-Token']).toBeUndefined()
    expect(sent[1]!.headers['Idempotency-Key']).toBeUndefined()
  })

  it('lets the browser name the boundary of a form', async () => {
    answers = [json(201, {})]
    await postForm('/attachments', new FormData())
    expect(sent[0]!.headers['Content-Type']).toBeUndefined()
  })

  it('throws what the server says', async () => {
    answers = [json(422, { code: 'invalid-input', detail: 'd', errors: [{ pointer: '/x', message: 'm' }] })]
    const problem = await post('/a').catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ status: 422, code: 'invalid-input', errors: [{ pointer: '/x', message: 'm' }] })
  })

  it('asks for a new sign-in when the session is over and sends the same again', async () => {
    const signInAgain = vi.fn(() => Promise.resolve(true))
    wire({ signInAgain })
    answers = [json(401, { code: 'session-expired' }), json(200, { ok: true })]
    expect(await post('/tasks/1/complete', { a: 1 })).toEqual({ ok: true })
    expect(signInAgain).toHaveBeenCalledOnce()
    expect(sent[1]!.body).toBe(sent[0]!.body)
    expect(sent[1]!.headers['Idempotency-Key']).toBe(sent[0]!.headers['Idempotency-Key'])
  })

  it('does not ask when a password was refused', async () => {
    const signInAgain = vi.fn(() => Promise.resolve(true))
    wire({ signInAgain })
    answers = [json(401, { code: 'sign-in-refused' })]
    await expect(post('/session', {})).rejects.toMatchObject({ code: 'sign-in-refused' })
    expect(signInAgain).not.toHaveBeenCalled()
  })

  it('tells a missing server from a refusing one', async () => {
    await expect(get('/a')).rejects.toMatchObject({ code: 'unreachable' })
    expect(connection.away).toBe(true)
    answers = [json(404, { code: 'not-found' })]
    await expect(get('/a')).rejects.toMatchObject({ code: 'not-found' })
    expect(connection.away).toBe(false)
  })

  it('takes a proxy’s 502 for a missing server', async () => {
    answers = [() => new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } })]
    await expect(get('/a')).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('tells how long to wait', async () => {
    answers = [json(429, { code: 'sign-in-throttled' }, { 'Retry-After': '30' })]
    await expect(post('/session', {})).rejects.toMatchObject({ retryAfter: 30 })
  })
})
