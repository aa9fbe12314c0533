// Decides how a journey speaks to the program without pages: as the administrator who prepares, and as staff whose earlier
// work a journey needs but does not walk. What a journey proves, it does in the pages.
import { randomUUID } from 'node:crypto'

export class Api {
  token = ''

  constructor(program) {
    this.program = program
  }

  /** Answers the body; throws with status and problem where the server says no. */
  async call(method, path, body, actAs) {
    const headers = { 'Idempotency-Key': randomUUID() }
    if (this.token) headers.Authorization = `Bearer ${this.token}`
    if (actAs) headers['X-Act-As'] = actAs
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const answer = await fetch(`${this.program.origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }

  async signIn(person, password) {
    this.token = ''
    this.token = (await this.call('POST', '/session', { person, password })).token
    return this
  }

  /** Signs in with a one-time password and sets one's own, as everybody must. */
  async settle(person, oneTime, own) {
    await this.signIn(person, oneTime)
    await this.call('PUT', '/account/password', { current: oneTime, new: own })
    return this.signIn(person, own)
  }
}
