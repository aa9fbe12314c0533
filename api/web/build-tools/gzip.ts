// Decides which built files get a gzip beside them, so that the server never compresses while somebody waits.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(js|css|html|svg|json|txt|ttf|eot)$/
const leastBytes = 1024

/** Writes FILE.gz beside each text file of the output folder. */
export function gzipBeforehand(): Plugin {
  let folder = ''
  return {
    name: 'bihuan-gzip',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
      if (config.build.outDir.startsWith('/')) folder = config.build.outDir
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true }) as string[]) {
        const path = join(folder, name)
        if (!compressible.test(name) || statSync(path).size < leastBytes) continue
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      }
    }
  }
}
