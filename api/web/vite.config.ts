// Decides how the pages are built and tested. It does not decide what is on them.
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'
import { gzipBeforehand } from './build-tools/gzip'

const server = process.env.BIHUAN_SERVER ?? 'http://127.0.0.1:8080'
const proxied = { target: server, changeOrigin: true }
const proxy = { '/api/': proxied, '/oidc/': proxied, '/livez': proxied }

// The same policy as the program sends (api/pages), so that `vite preview` refuses what the real server would.
const policy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

export default defineConfig({
  plugins: [
    vue(),
    // Element Plus on demand: a component's code and style come in only where a template uses it.
    Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    gzipBeforehand()
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500
  },
  server: { proxy },
  preview: { proxy, headers: { 'Content-Security-Policy': policy } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'build-tools/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } }
  }
})
