// Decides how the real program runs for a journey: in a folder of its own, on SQLite or on a database made for it, killed
// and started again at the same port. It does not know who uses it.
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const program = resolve(root, process.env.BIHUAN_PROGRAM ?? 'build/release/bihuan')
const pages = resolve(root, process.env.BIHUAN_WEB ?? 'build/web')
const postgresql = process.env.BIHUAN_TEST_POSTGRESQL

/** "sqlite" or "postgresql": what the journeys run on. */
export const storeKind = process.env.BIHUAN_JOURNEYS_STORE ?? (postgresql ? 'postgresql' : 'sqlite')

let databases = 0

/** A database that nobody has used, on the server that tests/with_postgresql started. */
function freshDatabase() {
  if (!postgresql) throw new Error('Expected BIHUAN_TEST_POSTGRESQL (tests/with_postgresql sets it), but it is not set.')
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => a - b) : []
  const psql = versions.length ? `/usr/lib/postgresql/${versions.at(-1)}/bin/psql` : 'psql'
  const name = `journey_${process.pid}_${++databases}`
  execFileSync(psql, [postgresql, '-qc', `CREATE DATABASE ${name}`])
  const url = new URL(postgresql)
  url.pathname = `/${name}`
  return url.href
}

export class Program {
  port = 0
  oneTimePassword = ''

  constructor() {
    for (const [what, path] of [['the program', program], ['the built pages', join(pages, 'index.html')]]) {
      if (!existsSync(path)) throw new Error(`Expected ${what} at ${path}, but it is not there. Build first.`)
    }
    this.folder = mkdtempSync(join(tmpdir(), 'bihuan-journey-'))
    this.store = storeKind === 'postgresql' ? freshDatabase() : undefined
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`
  }

  words() {
    const own = ['--json', 'serve', '--port', String(this.port), '--data', this.folder, '--web', pages]
    // As the handbook starts it: in the repository's folder, whose path then shows on no page.
    return [...own, '--processes', 'processes', ...(this.store ? ['--store', this.store] : [])]
  }

  async start() {
    const log = openSync(join(this.folder, 'server.log'), 'a')
    this.child = spawn(program, this.words(), { cwd: root, stdio: ['ignore', 'pipe', log] })
    closeSync(log)
    this.gone = new Promise((resolve) => this.child.once('exit', resolve))
    const lines = createInterface({ input: this.child.stdout })
    const first = await Promise.race([new Promise((resolve) => lines.once('line', resolve)), this.gone.then(() => '')])
    if (!first) throw new Error(`The program did not start:\n${this.log()}`)
    const ready = JSON.parse(first)
    this.port = ready.port
    this.oneTimePassword ||= ready.oneTimePassword ?? ''
  }

  /** kill -9: nothing is said goodbye to. */
  async kill() {
    this.child?.kill('SIGKILL')
    await this.gone
  }

  async close() {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  log() {
    const file = join(this.folder, 'server.log')
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-4000) : ''
  }
}
