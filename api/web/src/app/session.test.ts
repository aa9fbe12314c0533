// Who is signed in, and that several requests wait for one new sign-in.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { account, type Session } from '@/api/account'
import { get } from '@/api/client'
import { can, canAny, leaveEnded, loadSession, me, session, signIn, signOut } from './session'

const li: Session = { person: 'p-1', name: '李', csrf: 'one', permissions: ['task.act'] }
let isOver = false

beforeEach(async () => {
  isOver = false
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      isOver
        ? new Response('{"code":"session-expired"}', { status: 401, headers: { 'Content-Type': 'application/problem+json' } })
        : new Response('{"ok":true}', { status: 200 })
    )
  )
  vi.spyOn(account, 'session').mockImplementation(() => Promise.resolve({ ...li }))
  vi.spyOn(account, 'signIn').mockImplementation((person) => {
    isOver = false
    return Promise.resolve({ ...li, person, csrf: 'two' })
  })
  vi.spyOn(account, 'signOut').mockResolvedValue(undefined as never)
  await loadSession()
})
afterEach(() => {
  leaveEnded()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('session', () => {
  it('knows what one may do', () => {
    expect(me.value?.name).toBe('李')
    expect(can('task.act')).toBe(true)
    expect(can('org.write')).toBe(false)
    expect(canAny(['org.write', 'task.act'])).toBe(true)
    expect(canAny(undefined)).toBe(true)
  })

  it('lets all requests wait for one sign-in, then sends them again', async () => {
    isOver = true
    const both = Promise.all([get('/a'), get('/b')])
    await vi.waitFor(() => expect(session.ended).toBe(true))
    await signIn('p-1', 'good')
    expect(await both).toEqual([{ ok: true }, { ok: true }])
    expect(session.ended).toBe(false)
  })

  it('does not send one person’s work in another’s name', async () => {
    isOver = true
    const work = get('/a').catch((error: { code: string }) => error.code)
    await vi.waitFor(() => expect(session.ended).toBe(true))
    vi.mocked(account.session).mockResolvedValue({ ...li, person: 'p-2', name: '王' })
    await signIn('p-2', 'good')
    expect(await work).toBe('session-expired')
    expect(me.value?.name).toBe('王')
  })

  it('fails what waits when one leaves', async () => {
    isOver = true
    const work = get('/a').catch((error: { code: string }) => error.code)
    await vi.waitFor(() => expect(session.ended).toBe(true))
    leaveEnded()
    expect(await work).toBe('session-expired')
    expect(me.value).toBeNull()
  })

  it('is over for the page even when signing out fails', async () => {
    vi.mocked(account.signOut).mockRejectedValue(new Error('away'))
    await signOut().catch(() => undefined)
    expect(me.value).toBeNull()
  })
})
