import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OutputChunk, type Plugin, rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { entriesOf, isInstalled, type Manifest, type PackageName, packageNames, readManifest } from './manifest.ts'
import { repository } from './repository.ts'

/**
 * Compiles the declarations of everything that the entries of the packages reach, into folders like those of the
 * repository. Starts from an empty output, so that no earlier build and no test can slip in.
 * @throws when the sources have a type error
 */
export function emitDeclarations(outDir: string): void {
  mkdirSync(outDir, { recursive: true })
  const config = join(outDir, 'tsconfig.json')
  const entries = packageNames.flatMap((name) =>
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
    // Through node_modules a source would count as a library's, for which the compiler emits nothing.
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

export type BundleDeclarationsOptions = {
  readonly name: PackageName
  /** Its dependencies and peer dependencies are imported; every other type is bundled. */
  readonly published: Manifest
  /** Folder that {@link emitDeclarations} wrote to. */
  readonly declarations: string
  readonly outDir: string
}

/**
 * Bundles the declarations that the entries of a package reach, and drops the others: one file per entry, shared types
 * in `chunks`.
 * @throws when a type needs a package that consumers do not install
 */
export async function bundleDeclarations(options: BundleDeclarationsOptions): Promise<void> {
  const { name, published, declarations, outDir } = options
  const declarationOf = (path: string) => join(declarations, path.replace(/\.ts$/, '.d.ts'))
  const bundle = await rollup({
    input: Object.fromEntries(
      entriesOf(readManifest(name)).map(({ source, output }) => [output, declarationOf(`${name}/${source}`)]),
    ),
    external: (id) => /^[^./]/.test(id) && !id.startsWith('@openkey/'),
    plugins: [resolveProtocol(declarationOf), dts({ tsconfig: join(declarations, 'tsconfig.json') })],
    onwarn: ({ message }) => {
      throw new Error(message)
    },
  })
  const { output } = await bundle.generate({ entryFileNames: '[name].d.ts', chunkFileNames: 'chunks/[name].ts' })
  checkImports(
    output.filter((file) => file.type === 'chunk'),
    published,
  )
  await bundle.write({ dir: outDir, entryFileNames: '[name].d.ts', chunkFileNames: 'chunks/[name].ts' })
  await bundle.close()
}

/** Resolves the protocol to its declarations, because they have no package of their own yet. */
function resolveProtocol(declarationOf: (path: string) => string): Plugin {
  const sources = new Map(
    entriesOf(readManifest('protocol')).map(({ specifier, source }) => [
      specifier,
      declarationOf(`protocol/${source}`),
    ]),
  )
  return { name: 'openkey:protocol', resolveId: (id) => sources.get(id) ?? null }
}

function checkImports(chunks: readonly OutputChunk[], published: Manifest): void {
  const files = new Set(chunks.map(({ fileName }) => fileName))
  for (const { fileName, imports } of chunks) {
    const foreign = imports.find((id) => !files.has(id) && !isInstalled(published, id))
    if (foreign !== undefined) {
      throw new Error(
        `The types of ${published.name} need "${foreign}" in ${fileName}: add it to the dependencies, or remove the type.`,
      )
    }
  }
}
