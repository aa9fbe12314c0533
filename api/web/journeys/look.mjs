// Decides which pictures a journey leaves behind and where: each view in build/journeys, and with --pictures those that the
// handbooks show in docs/pictures, as small as text stays sharp.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, storeKind } from './program.mjs'

const folder = join(root, 'build/journeys', storeKind)
const pictures = join(root, 'docs/pictures')
const largest = 120 * 1024
const forBooks = process.argv.includes('--pictures')
// Short words that come and go at the top would hide what is shown.
const style = '.el-message { visibility: hidden }'

mkdirSync(folder, { recursive: true })

async function toWebp(png) {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.86 })).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The browser itself makes the smaller picture, on a page that belongs to nobody. */
async function putInBook(browser, name, png) {
  const page = await browser.newPage()
  const bytes = Buffer.from(await page.evaluate(toWebp, png.toString('base64')), 'base64')
  await page.close()
  if (bytes.length > largest) throw new Error(`Expected a picture of at most ${largest} bytes, but ${name} has ${bytes.length}.`)
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, `${name}.webp`), bytes)
}

/** `book`: the handbooks show this view. */
export async function look(page, name, { book = false } = {}) {
  await page.evaluate(() => document.fonts.ready)
  const png = await page.screenshot({ path: join(folder, `${name}.png`), style })
  if (book && forBooks) await putInBook(page.context().browser(), name, png)
}
