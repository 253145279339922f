import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { gzipped } from './gzipped.ts'

/** The whole SDK as the bundler of an app would ship it, with all it depends on, in kB. */
export async function weighHostSdk(): Promise<number> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rollupOptions: { input: '@openkey/host-sdk', preserveEntrySignatures: 'strict' },
    },
  })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  return files.reduce((sum, file) => sum + gzipped(file.type === 'chunk' ? file.code : file.source), 0)
}
