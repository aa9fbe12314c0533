// Decides what a journey begins with: a fresh store with the bundled processes and the sample organisation, the program, a
// browser, an administrator at the API, and seats for people. One browser serves all journeys.
import { accessSync, constants } from 'node:fs'
import { chromium } from 'playwright-core'
import { Api } from './api.mjs'
import { passwordOf } from './people.mjs'
import { Program } from './program.mjs'
import { Seat } from './seat.mjs'

const executablePath = process.env.BIHUAN_CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--lang=zh-CN'
]

let browser

export async function openBrowser() {
  try {
    accessSync(executablePath, constants.X_OK)
  } catch {
    throw new Error(`Expected Chromium at ${executablePath}, but there is none (Debian: chromium, see tests/packages.txt).`)
  }
  browser = await chromium.launch({ executablePath, headless: true, args, env: { ...process.env, LANGUAGE: 'zh_CN' } })
}

export const closeBrowser = () => browser?.close()

export class Office {
  seats = []
  passwords = new Map()

  static async open() {
    const office = new Office()
    office.program = new Program()
    await office.program.start()
    const admin = { id: 'admin', name: '管理员' }
    office.admin = await new Api(office.program).settle('admin', office.program.oneTimePassword, passwordOf(admin))
    office.passwords.set('admin', passwordOf(admin))
    return office
  }

  /** As the system administrator does on the page of accounts. */
  async oneTimePassword(person) {
    const made = await this.admin.call('POST', `/accounts/${person.id}/one-time-password`, { reason: '新同事上岗' })
    return made.password
  }

  /** What `person` signs in with; the one-time password was changed already. */
  async passwordFor(person) {
    const known = this.passwords.get(person.id)
    if (known) return known
    const own = passwordOf(person)
    await new Api(this.program).settle(person.id, await this.oneTimePassword(person), own)
    this.passwords.set(person.id, own)
    return own
  }

  /** A page on which nobody is signed in. */
  async seat(options = {}) {
    const seat = await Seat.take(browser, this.program, options)
    this.seats.push(seat)
    return seat
  }

  /** A page on which `person` has signed in by typing. */
  async seatFor(person, options = {}) {
    const password = await this.passwordFor(person)
    const seat = await this.seat(options)
    await seat.signIn(person.id, password)
    return seat
  }

  /** Closes everything; answers what a page did that no page may do, in words. */
  async close() {
    const faults = this.seats.flatMap((seat) => seat.faults())
    for (const seat of this.seats) await seat.leave()
    await this.program.close()
    return [...new Set(faults)]
  }
}
