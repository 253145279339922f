import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageVersion as version } from '@openkey/protocol'
import { build } from 'vite'
import { repository, sourcemapPathTransform } from './repository.ts'

export type ScriptFile = {
  /** File name, which contains the version: a published file never changes. */
  readonly name: string
  /** Value of the `integrity` attribute. */
  readonly integrity: string
}

export type Scripts = {
  readonly openkey: ScriptFile
  /** The `<openkey-sign-in>` element. */
  readonly signIn: ScriptFile
  /** Code of the inline script, which queues calls until `openkey` has loaded. */
  readonly stub: string
}

/** Builds the files of the script tag into a folder. The same sources give the same bytes. */
export async function buildScripts({ outDir }: { readonly outDir: string }): Promise<Scripts> {
  mkdirSync(outDir, { recursive: true })
  const banner = `/*! @openkey/host-sdk ${version}, MIT */`
  const write = async (start: string, source: string): Promise<ScriptFile> => {
    const { code, map } = await bundleScript(source, banner)
    const name = `${start}-${version}.js`
    const text = `${code}\n//# sourceMappingURL=${name}.map\n`
    writeFileSync(join(outDir, name), text)
    writeFileSync(join(outDir, `${name}.map`), map ?? '')
    return { name, integrity: `sha384-${createHash('sha384').update(text).digest('base64')}` }
  }
  const [openkey, signIn, { code: stub }] = await Promise.all([
    write('openkey', 'script/index.ts'),
    write('openkey-sign-in', 'element/index.ts'),
    bundleScript('script/snippet.ts'),
  ])
  return { openkey, signIn, stub }
}

/** Bundles a module of `src` into one minified classic script; with a banner, also writes a source map. */
async function bundleScript(source: string, banner?: string) {
  const built = await build({
    configFile: false,
    root: `${repository}host-sdk`,
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      sourcemap: banner === undefined ? false : 'hidden',
      rollupOptions: {
        input: `${repository}host-sdk/src/${source}`,
        output: { format: 'iife', codeSplitting: false, sourcemapPathTransform, ...(banner && { postBanner: banner }) },
      },
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })
  const [chunk] = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  if (chunk?.type !== 'chunk') throw new Error(`The build of src/${source} gave no script.`)
  return { code: chunk.code.trim(), map: chunk.map?.toString() }
}
