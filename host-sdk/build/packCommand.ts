import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { bundleDeclarations, emitDeclarations } from './buildDeclarations.ts'
import { buildEntries } from './buildEntries.ts'
import { buildScripts } from './buildScripts.ts'
import { type PackageName, packageNames, publishedManifest, readManifest } from './manifest.ts'
import { repository } from './repository.ts'
import { describeScripts } from './scriptSnippet.ts'
import { stageServers } from './stageServers.ts'
import { writeReleaseFiles } from './writeReleaseFiles.ts'

/**
 * `npm run pack -- <folder>`: builds the packages outside of the source tree, writes their tarballs and release files
 * to the folder, and prints the HTML of the script tag.
 */
export async function packCommand([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Missing folder for the tarballs. Usage: npm run pack -- <folder>')
  const outDir = resolve(folder)
  mkdirSync(outDir, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'openkey-pack-'))
  try {
    const declarations = join(work, 'declarations')
    emitDeclarations(declarations)
    const tarballs: string[] = []
    for (const name of packageNames) {
      tarballs.push(await packPackage({ name, declarations, stage: join(work, name), outDir }))
    }
    const servers = join(work, 'servers')
    stageServers(servers)
    tarballs.push(packFolder(servers, outDir))
    writeReleaseFiles({ tarballs, outDir })
    process.stdout.write(`${tarballs.join('\n')}\n`)
    process.stdout.write(`\n${describeScripts(await buildScripts({ outDir: join(work, 'scripts') }))}\n`)
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** READMEs of packages whose own folder has another one. */
const readmes: Partial<Record<PackageName, string>> = { playground: 'playground/web-sdk/README.md' }

type PackPackageOptions = {
  readonly name: PackageName
  /** Folder that {@link emitDeclarations} wrote to. */
  readonly declarations: string
  /** Folder to assemble the package in. */
  readonly stage: string
  /** Folder for the tarball. */
  readonly outDir: string
}

/** Assembles and packs one package; returns the path of its tarball. */
async function packPackage({ name, declarations, stage, outDir }: PackPackageOptions): Promise<string> {
  const published = publishedManifest(readManifest(name))
  const dist = join(stage, 'dist')
  mkdirSync(stage)
  await buildEntries({ name, published, outDir: dist })
  if (name === 'host-sdk') {
    const scripts = await buildScripts({ outDir: join(dist, 'script') })
    writeFileSync(join(dist, 'script/snippet.html'), `${describeScripts(scripts)}\n`)
    cpSync(join(repository, 'playground/examples'), join(dist, 'examples'), {
      recursive: true,
      filter: (path) => !/(^|\/)(node_modules|dist|README\.md|start\.mjs)$/.test(relative(repository, path)),
    })
  }
  await bundleDeclarations({ name, published, declarations, outDir: dist })
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
  copyFileSync(join(repository, readmes[name] ?? `${name}/README.md`), join(stage, 'README.md'))
  if (name === 'host-sdk') copyFileSync(join(repository, name, 'llms.txt'), join(stage, 'llms.txt'))
  return packFolder(stage, outDir)
}

/** Packs an assembled package; returns the path of its tarball. */
function packFolder(stage: string, outDir: string): string {
  copyFileSync(join(repository, 'LICENSE'), join(stage, 'LICENSE'))
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', outDir], {
    cwd: stage,
    encoding: 'utf8',
  })
  return join(outDir, packed.trim())
}
