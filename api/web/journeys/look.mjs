// Decides which pictures a journey leaves behind and where: each view in build/journeys, and with --pictures those that the
// handbooks show in docs/pictures.
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, storeKind } from './program.mjs'

const folder = join(root, 'build/journeys', storeKind)
const pictures = join(root, 'docs/pictures')
const largest = 120 * 1024
const forBooks = process.argv.includes('--pictures')

mkdirSync(folder, { recursive: true })
if (forBooks) mkdirSync(pictures, { recursive: true })

// Short words that come and go at the top would hide what is shown.
const style = '.el-message { visibility: hidden }'

/** `book`: the handbooks show this view. `of`: only this part of the page. */
export async function look(page, name, { book = false, of, full = false } = {}) {
  await page.evaluate(() => document.fonts.ready)
  const shot = (path) => (of ? of.screenshot({ path, style }) : page.screenshot({ path, style, fullPage: full }))
  await shot(join(folder, `${name}.png`))
  if (!book || !forBooks) return
  const path = join(pictures, `${name}.png`)
  await shot(path)
  const { size } = statSync(path)
  if (size > largest) throw new Error(`Expected a picture of at most ${largest} bytes, but ${name} has ${size}.`)
}
