import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { gzipped } from './gzipped.ts'

export type HostSdkWeight = {
  /** Size of these entries with all their imports, in kB. */
  readonly first: number
  /** Size of the chunks that are loaded on demand, in kB. */
  readonly onDemand: number
}

const conditions = ['@openkey/source', 'module', 'browser', 'production']

/** Entries of the SDK as the bundler of an app would ship them together, with all they depend on. */
export async function measureHostSdkSize(...entries: readonly string[]): Promise<HostSdkWeight> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions },
    // For a browser, Vite adds its own loader of chunks, which an app has once, whatever it imports.
    ssr: { noExternal: true, resolve: { conditions } },
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (id === 'entries' ? id : undefined),
        load: (id) => (id === 'entries' ? entries.map((entry) => `export * from '${entry}'`).join('\n') : undefined),
      },
    ],
    build: {
      ssr: true,
      write: false,
      target: 'es2022',
      minify: true,
      rollupOptions: { input: 'entries', preserveEntrySignatures: 'strict' },
    },
  })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  const chunks = files.filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  if (entry === undefined || chunks.length !== files.length) throw new Error('The SDK is more than modules.')
  // Chunks that both need would be fetched at first, and count as such.
  const late = new Set(entry.dynamicImports.filter((name) => !entry.imports.includes(name)))
  const sum = (isLate: boolean) =>
    chunks.filter(({ fileName }) => late.has(fileName) === isLate).reduce((kB, { code }) => kB + gzipped(code), 0)
  return { first: sum(false), onDemand: sum(true) }
}
