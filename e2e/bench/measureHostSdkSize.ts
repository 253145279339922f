import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { buildScripts } from '../../host-sdk/build/index.ts'
import { gzipped } from './gzipped.ts'

export type HostSdkWeight = {
  /** Size of these entries with all their imports, in kB. */
  readonly first: number
  /** Size of the doctor, in kB. */
  readonly doctor: number
  /** Size of the warnings for developers, in kB. */
  readonly feedback: number
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
      // Every app that uses the hook has React.
      rollupOptions: { external: ['react'], input: 'entries', preserveEntrySignatures: 'strict' },
    },
  })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  const chunks = files.filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  if (entry === undefined || chunks.length !== files.length) throw new Error('The SDK is more than modules.')
  // Chunks that both need would be fetched at first, and count as such.
  const late = new Set(entry.dynamicImports.filter((name) => !entry.imports.includes(name)))
  const sum = (isCounted: (fileName: string) => boolean) =>
    chunks.filter(({ fileName }) => isCounted(fileName)).reduce((kB, { code }) => kB + gzipped(code), 0)
  const isFeedback = (fileName: string) => fileName.includes('consoleFeedback')
  return {
    first: sum((fileName) => !late.has(fileName)),
    doctor: sum((fileName) => late.has(fileName) && !isFeedback(fileName)),
    feedback: sum(isFeedback),
  }
}

/** The files of the script tag as they are served, each in kB. */
export async function measureScriptSize(): Promise<{ readonly openkey: number; readonly signIn: number }> {
  const outDir = mkdtempSync(join(tmpdir(), 'openkey-size-'))
  try {
    const { openkey, signIn } = await buildScripts({ outDir })
    const weight = (name: string) => gzipped(readFileSync(join(outDir, name)))
    return { openkey: weight(openkey.name), signIn: weight(signIn.name) }
  } finally {
    rmSync(outDir, { recursive: true })
  }
}
