import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entriesOf, readManifest } from './manifest.ts'
import { repository } from './repository.ts'

/**
 * Writes declarations of all that the entries of both packages reach, in folders as in the repository. It is a
 * compilation of its own, so that nothing of an earlier one is left in it, and no test.
 * @throws when the sources have a type error
 */
export function emitDeclarations(outDir: string): void {
  mkdirSync(outDir, { recursive: true })
  const config = join(outDir, 'tsconfig.json')
  const entries = (['protocol', 'host-sdk'] as const).flatMap((name) =>
    entriesOf(readManifest(name)).map(({ specifier, source }) => ({
      specifier,
      file: `${repository}${name}/${source}`,
    })),
  )
  const compilerOptions = {
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    composite: false,
    declaration: true,
    declarationMap: false,
    // Reached through node_modules, a source would count as a library's, of which the compiler writes nothing.
    paths: Object.fromEntries(entries.map(({ specifier, file }) => [specifier, [file]])),
    rootDir: repository,
    outDir,
  }
  const files = entries.map(({ file }) => file)
  writeFileSync(config, JSON.stringify({ extends: `${repository}tsconfig.json`, compilerOptions, files }))
  const tsc = [`${repository}node_modules/typescript/bin/tsc`, '-p', config]
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The sources do not compile:\n${stdout}`)
}
