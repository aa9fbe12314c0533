// Runs the journeys, one after the other, each with a fresh store; see README.md. It does not know what they walk.
//   node journeys/main.mjs [--only hazard,trouble] [--pictures]
import { after, before, test } from 'node:test'
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

before(openBrowser)
after(closeBrowser)

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

for (const name of chosen) {
  for (const part of [journeys[name]].flat()) {
    test(`${storeKind}: ${part.title}`, { timeout: longestMs }, () => walk(name, part.walk))
  }
}
