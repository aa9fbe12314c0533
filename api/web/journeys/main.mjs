// Runs the journeys, two at a time, each with a program and a fresh store of its own; see README.md. It does not know what they walk.
//   node journeys/main.mjs [--only hazard,trouble] [--pictures]
import os from 'node:os'
import { after, before, describe, it } from 'node:test'
import { look } from './look.mjs'
import { closeBrowser, Office, openBrowser } from './office.mjs'
import { storeKind } from './program.mjs'
import administer from './administer.mjs'
import climb from './climb.mjs'
import design from './design.mjs'
import english from './english.mjs'
import hazard from './hazard.mjs'
import keyboard from './keyboard.mjs'
import narrow from './narrow.mjs'
import supervise from './supervise.mjs'
import trouble from './trouble.mjs'

const journeys = { hazard, climb, design, supervise, administer, trouble, narrow, english, keyboard }
const at = process.argv.indexOf('--only')
const chosen = at < 0 ? Object.keys(journeys) : process.argv[at + 1].split(',')
const longestMs = 240_000
/** Each has a program of its own; more than two would only wait for one another. */
const atOnce = Math.min(2, os.availableParallelism?.() ?? os.cpus().length)

/** What each page showed when the journey stopped, and what the program said. */
async function tell(office, name) {
  for (const [index, seat] of office.seats.entries()) {
    console.error(`${name}, seat ${index}: ${seat.page.url()}`)
    await look(seat.page, `failed-${name}-${index}`).catch(() => undefined)
  }
  console.error(office.program.log())
}

async function walk(name, journey) {
  const office = await Office.open()
  let failure
  try {
    await journey(office)
  } catch (error) {
    failure = error
    await tell(office, name)
  }
  const faults = await office.close()
  const told = `Pages did what no page may do:\n${faults.join('\n')}`
  if (failure && faults.length > 0) console.error(told)
  if (failure) throw failure
  if (faults.length > 0) throw new Error(told)
}

describe(`journeys on ${storeKind}`, { concurrency: atOnce }, () => {
  before(openBrowser)
  after(closeBrowser)
  for (const name of chosen) {
    for (const part of [journeys[name]].flat()) it(part.title, { timeout: longestMs }, () => walk(name, part.walk))
  }
})
