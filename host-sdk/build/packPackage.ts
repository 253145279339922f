import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildEntries } from './buildEntries.ts'
import { buildScripts } from './buildScripts.ts'
import { bundleDeclarations } from './bundleDeclarations.ts'
import { describeScripts } from './describeScripts.ts'
import { type PackageName, readManifest } from './manifest.ts'
import { publishedManifest } from './publishedManifest.ts'
import { repository } from './repository.ts'

export type PackPackageOptions = {
  readonly name: PackageName
  /** Folder of declarations, as `emitDeclarations` wrote them. */
  readonly declarations: string
  /** Where the package is put together. */
  readonly stage: string
  /** Where its tarball goes. */
  readonly outDir: string
}

/**
 * Puts one package together and packs it.
 * @returns path of its tarball
 */
export async function packPackage({ name, declarations, stage, outDir }: PackPackageOptions): Promise<string> {
  const published = publishedManifest(readManifest(name))
  const dist = join(stage, 'dist')
  mkdirSync(stage)
  await buildEntries({ name, published, outDir: dist })
  if (name === 'host-sdk') {
    const scripts = await buildScripts({ outDir: join(dist, 'script') })
    writeFileSync(join(dist, 'script/snippet.html'), `${describeScripts(scripts)}\n`)
  }
  bundleDeclarations({ name, published, declarations, outDir: dist })
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
  copyFileSync(join(repository, name, 'README.md'), join(stage, 'README.md'))
  copyFileSync(join(repository, 'LICENSE'), join(stage, 'LICENSE'))
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', outDir], {
    cwd: stage,
    encoding: 'utf8',
  })
  return join(outDir, packed.trim())
}
