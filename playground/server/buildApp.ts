import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the app's page into `outDir`. */
export async function buildApp({ outDir }: { readonly outDir: string }): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../app', import.meta.url)),
    logLevel: 'warn',
    mode: 'production',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    // Set explicitly: otherwise Vite derives it from NODE_ENV, and development builds contain source locations.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false }, reportCompressedSize: false },
  })
}
