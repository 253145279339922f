import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildScripts } from './buildScripts.ts'
import { describeScripts } from './describeScripts.ts'
import { emitDeclarations } from './emitDeclarations.ts'
import { packPackage } from './packPackage.ts'

/**
 * `npm run pack -- <folder>`: builds both packages apart from the sources, and leaves their tarballs in the folder; prints
 * what to copy into a page.
 */
export async function packCommand([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Say where the tarballs go: npm run pack -- <folder>')
  const outDir = resolve(folder)
  mkdirSync(outDir, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'openkey-pack-'))
  try {
    const declarations = join(work, 'declarations')
    emitDeclarations(declarations)
    for (const name of ['protocol', 'host-sdk'] as const) {
      const tarball = await packPackage({ name, declarations, stage: join(work, name), outDir })
      process.stdout.write(`${tarball}\n`)
    }
    process.stdout.write(`\n${describeScripts(await buildScripts({ outDir: join(work, 'scripts') }))}\n`)
  } finally {
    rmSync(work, { recursive: true })
  }
}
