import { readFileSync } from 'node:fs'
import { repository } from './repository.ts'

export type PackageName = 'protocol' | 'host-sdk' | 'playground'

/** The packages that `npm run pack` creates. Each may use the types of those before it. */
export const packageNames: readonly PackageName[] = ['protocol', 'host-sdk', 'playground']

export type Manifest = {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/**
 * Reads the `package.json` of a package in this workspace. Of the playground, only the clients are published: the entries
 * that have types. They contain what they need, so neither its programs nor its dependencies are published.
 */
export function readManifest(name: PackageName): Manifest {
  const manifest: Manifest & { readonly private?: boolean } = JSON.parse(
    readFileSync(`${repository}${name}/package.json`, 'utf8'),
  )
  if (name !== 'playground') return manifest
  const { private: _private, bin: _bin, dependencies: _dependencies, exports, ...published } = manifest
  return { ...published, exports: Object.fromEntries(Object.entries(exports).filter(([, { types }]) => types)) }
}

/** Returns whether a module belongs to a package that consumers install. */
export function isInstalled({ dependencies, peerDependencies }: Manifest, id: string): boolean {
  const names = Object.keys({ ...dependencies, ...peerDependencies })
  return names.some((name) => id === name || id.startsWith(`${name}/`))
}

const workspaceFields = new Set(['devDependencies', 'scripts', 'dependencies', 'exports'])

/**
 * Returns the `package.json` to publish. Packages of this workspace are bundled, so they are not dependencies. Sources
 * are not published, so exports have no `@openkey/source` condition.
 */
export function publishedManifest(manifest: Manifest): Manifest {
  const dependencies = Object.entries(manifest.dependencies ?? {}).filter(([name]) => !name.startsWith('@openkey/'))
  return {
    ...(Object.fromEntries(Object.entries(manifest).filter(([name]) => !workspaceFields.has(name))) as Manifest),
    exports: Object.fromEntries(
      Object.entries(manifest.exports).map(([path, { '@openkey/source': _, ...conditions }]) => [path, conditions]),
    ),
    ...(dependencies.length > 0 && { dependencies: Object.fromEntries(dependencies) }),
  }
}

export type Entry = {
  /** Import specifier, for example `@openkey/protocol/siwe`. */
  readonly specifier: string
  /** Path in the package, for example `src/siwe/index.ts`. */
  readonly source: string
  /** Path in `dist` without extension, for example `siwe/index`. */
  readonly output: string
  /** Whether the entry is an ES module; otherwise `buildScripts` builds it as a classic script. */
  readonly isModule: boolean
}

/** Lists what can be imported from a package, by its exports map. */
export function entriesOf({ name, exports }: Manifest): readonly Entry[] {
  return Object.entries(exports).map(([path, conditions]) => {
    const output = pathOf(conditions.types).replace(/^dist\/(.*)\.d\.ts$/, '$1')
    return {
      specifier: `${name}${path.slice(1)}`,
      source: pathOf(conditions['@openkey/source']),
      output,
      isModule: pathOf(conditions.default) === `dist/${output}.js`,
    }
  })
}

/** Lists the programs of a package: `./dist/doctor/cli.js` is built from `src/doctor/cli.ts`. */
export function programsOf({ bin = {} }: Manifest): readonly Pick<Entry, 'source' | 'output'>[] {
  return Object.values(bin).map((path) => {
    const output = pathOf(path).replace(/^dist\/(.*)\.js$/, '$1')
    return { source: `src/${output}.ts`, output }
  })
}

function pathOf(path = ''): string {
  if (!path.startsWith('./')) {
    throw new Error(
      `Invalid path "${path}" in package.json: each export condition and program needs one that begins "./".`,
    )
  }
  return path.slice(2)
}
