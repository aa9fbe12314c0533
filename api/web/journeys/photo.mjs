// Decides what is photographed: a small PNG of stripes, drawn here so that no picture of a real place is needed.
import { deflateSync } from 'node:zlib'

/** Of the PNG standard; Node 18 has none of its own. */
function crc(bytes) {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

/** As Playwright takes files: stripes of two colours, 160 × 120. */
export function photo(name, [r, g, b]) {
  const width = 160
  const height = 120
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const light = (x + y) % 32 < 16 ? 40 : 0
      rows.set([r + light, g + light, b + light], y * (1 + width * 3) + 1 + x * 3)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const buffer = Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
  return { name, mimeType: 'image/png', buffer }
}
