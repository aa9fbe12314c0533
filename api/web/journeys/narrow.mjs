// Every page on a desk and on a phone: nothing grave for axe, no page wider than 390 px, and what a caseworker's first page
// costs in JavaScript.
import assert from 'node:assert/strict'
import { graveFaults } from './axe.mjs'
import { everyPage, nameOf } from './every_page.mjs'
import { look } from './look.mjs'
import { people } from './people.mjs'
import { hazardAt, taskOf } from './quick_cases.mjs'
import { desk, phone } from './seat.mjs'

const mostScriptBytes = 300 * 1024

async function lookAt(seat, one, found) {
  const { page } = seat
  const name = nameOf(one)
  await page.setViewportSize(desk)
  await page.goto(one.at)
  await seat.settled()
  await one.then?.(page)
  await look(page, `page-${name}`)
  if (await page.locator('main .error').count()) found.push(`${one.at}: ${await page.locator('main .error').first().innerText()}`)
  for (const fault of await graveFaults(page)) found.push(`${one.at}:\n${fault}`)
  await page.setViewportSize(phone)
  await page.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))
  await look(page, `page-${name}-phone`)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  if (width > phone.width) found.push(`${one.at}: ${width} px wide on a phone of ${phone.width} px`)
  for (const fault of await graveFaults(page)) found.push(`${one.at} on a phone:\n${fault}`)
}

async function walk(office) {
  const item = await hazardAt(office, 'confirm-grade', '屋面漏水')
  const { id: task } = await taskOf(office, (await hazardAt(office, 'verify', '围墙开裂')).id, 'verify')
  const found = []
  const stranger = await office.seat()
  await stranger.page.goto('/sign-in')
  for (const fault of await graveFaults(stranger.page)) found.push(`/sign-in:\n${fault}`)
  for (const { who, pages } of everyPage({ case: item.id, task })) {
    const seat = await office.seatFor(who)
    for (const one of pages) await lookAt(seat, one, found)
    await seat.leave()
  }
  assert.deepEqual(found, [], found.join('\n'))
}

/** Measured on the wire: what the browser was sent as scripts until the workbench of a caseworker stood. */
async function firstPage(office) {
  await office.passwordFor(people.community)
  const seat = await office.seat()
  const wire = await seat.context.newCDPSession(seat.page)
  const scripts = new Map()
  let bytes = 0
  await wire.send('Network.enable')
  wire.on('Network.responseReceived', (event) => event.type === 'Script' && scripts.set(event.requestId, event.response.url))
  wire.on('Network.loadingFinished', (event) => scripts.has(event.requestId) && (bytes += event.encodedDataLength))
  await seat.signIn(people.community.id, await office.passwordFor(people.community))
  await seat.settled()
  console.log(`JavaScript of a caseworker's first page: ${Math.round(bytes / 1024)} KB in ${scripts.size} files`)
  assert.ok(scripts.size > 0 && bytes > 0, 'scripts were counted')
  assert.ok(bytes < mostScriptBytes, `Expected less than ${mostScriptBytes} bytes of JavaScript, but it was ${bytes}.`)
}

export default [
  { title: 'every page is usable on a phone and axe finds nothing grave', walk },
  { title: 'a caseworker’s first page needs less than 300 KB of JavaScript', walk: firstPage }
]
