// Asks both implementations the same random expressions and prints where they differ. Exit code 1 for a difference that
// known_differences.mjs does not explain.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Expressions, variables } from './expressions.mjs'
import { explained } from './known_differences.mjs'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    depth: { type: 'string', default: '3' },
    show: { type: 'string', default: '20' }
  }
})
const peer = fileURLToPath(new URL('../bench/peers/feelin/', import.meta.url))
const program = process.env.BIHUAN_PROGRAM ?? fileURLToPath(new URL('../../build/release/bihuan', import.meta.url))

function install() {
  if (existsSync(`${peer}node_modules/feelin`)) return
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peer, stdio: 'inherit' })
  if (done.status !== 0) throw new Error('feelin could not be installed')
}

function texts() {
  const seed = Number(options.seed)
  return Array.from({ length: Number(options.count) }, (_, i) => new Expressions(seed * 1_000_003 + i).any(Number(options.depth)))
}

/** One answer a line: {"value": …} or {"error": …}. */
function ours(asked) {
  const input = asked.map((text) => JSON.stringify({ text, context: variables })).join('\n') + '\n'
  const done = spawnSync(program, ['eval', '--lines'], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.status !== 0) throw new Error(`bihuan eval --lines: ${done.stderr}`)
  const lines = done.stdout.trimEnd().split('\n').map((line) => JSON.parse(line))
  if (lines.length !== asked.length) throw new Error(`${asked.length} asked, ${lines.length} answered`)
  return lines
}

async function theirs(asked) {
  const { evaluate } = await import(pathToFileURL(createRequire(`${peer}package.json`).resolve('feelin')).href)
  return asked.map((text) => {
    try {
      return { value: JSON.parse(JSON.stringify(evaluate(text, variables).value ?? null)) }
    } catch (fault) {
      return { error: String(fault.message) }
    }
  })
}

function same(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (a && b && typeof a === 'object' && typeof b === 'object' && !Array.isArray(a) && !Array.isArray(b)) {
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]))
  }
  return a === b
}

install()
const asked = texts()
const [mine, peers] = [ours(asked), await theirs(asked)]
const why = new Map()
let unexplained = 0
asked.forEach((text, i) => {
  if (same(mine[i].value ?? null, peers[i].value ?? null) && !mine[i].error === !peers[i].error) return
  const difference = { text, ours: mine[i].value ?? null, theirs: peers[i].value ?? null, error: mine[i].error, peerError: peers[i].error }
  const reason = explained(difference)
  if (reason) return void why.set(reason, (why.get(reason) ?? 0) + 1)
  if (unexplained++ < Number(options.show)) console.log(JSON.stringify(difference))
})
for (const [reason, count] of why) console.log(`${count} × ${reason}`)
console.log(`seed ${options.seed}: ${asked.length} expressions, ${[...why.values()].reduce((a, b) => a + b, 0)} known departures, ${unexplained} differences`)
process.exitCode = unexplained > 0 ? 1 : 0
