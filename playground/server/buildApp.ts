import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the app's page into `outDir`. Takes a fraction of a second. */
export async function buildApp({ outDir }: { readonly outDir: string }): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../app', import.meta.url)),
    logLevel: 'warn',
    mode: 'production',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    // Said here, or it depends on the process that builds: the other form tells where each element stands in the source.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false }, reportCompressedSize: false },
  })
}
