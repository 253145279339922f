import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { gzipped } from './gzipped.ts'

/** Entries of the SDK as the bundler of an app would ship them together, with all they depend on, in kB. */
export async function weighHostSdk(...entries: readonly string[]): Promise<number> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (id === 'entries' ? id : undefined),
        load: (id) => (id === 'entries' ? entries.map((entry) => `export * from '${entry}'`).join('\n') : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rollupOptions: { input: 'entries', preserveEntrySignatures: 'strict' },
    },
  })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  return files.reduce((sum, file) => sum + gzipped(file.type === 'chunk' ? file.code : file.source), 0)
}
