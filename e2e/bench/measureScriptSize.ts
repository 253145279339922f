import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildScripts } from '../../host-sdk/build/index.ts'
import { gzipped } from './gzipped.ts'

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
