import type { Manifest } from './manifest.ts'

export type Entry = {
  /** As it is imported, for example `@openkey/protocol/siwe`. */
  readonly specifier: string
  /** Path in the package, for example `src/siwe/index.ts`. */
  readonly source: string
  /** Path in `dist` without extension, for example `siwe/index`. */
  readonly output: string
  /** Whether the package has it as a module; else it is a script of its own, see `buildScripts`. */
  readonly isModule: boolean
}

/** Programs of a package: `./dist/doctor/cli.js` is built of `src/doctor/cli.ts`. */
export function programsOf({ bin = {} }: Manifest): readonly Pick<Entry, 'source' | 'output'>[] {
  return Object.values(bin).map((path) => {
    const output = fileOf(path).replace(/^dist\/(.*)\.js$/, '$1')
    return { source: `src/${output}.ts`, output }
  })
}

/** What can be imported from a package, by its exports map. */
export function entriesOf({ name, exports }: Manifest): readonly Entry[] {
  return Object.entries(exports).map(([path, conditions]) => {
    const output = fileOf(conditions.types).replace(/^dist\/(.*)\.d\.ts$/, '$1')
    return {
      specifier: `${name}${path.slice(1)}`,
      source: fileOf(conditions['@openkey/source']),
      output,
      isModule: fileOf(conditions.default) === `dist/${output}.js`,
    }
  })
}

function fileOf(path = ''): string {
  if (!path.startsWith('./')) throw new Error(`An export needs a path for each condition, not “${path}”.`)
  return path.slice(2)
}
