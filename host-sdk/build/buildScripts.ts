import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../src/version.ts'
import { bundleScript } from './bundleScript.ts'

export type ScriptFile = {
  /** With its version: what a name stands for never changes. */
  readonly name: string
  /** For the `integrity` attribute. */
  readonly integrity: string
}

export type Scripts = {
  readonly openkey: ScriptFile
  /** The element `<openkey-sign-in>`. */
  readonly signIn: ScriptFile
  /** Code of the inline script that keeps calls until the file has loaded. */
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
