import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'vite'

export type ModuleImport = {
  /** Path of the imported module in the repository. */
  readonly path: string
  /** The imported export, or `undefined` for all of the module. */
  readonly name?: string | undefined
  readonly kind: 'value' | 'type' | 'on demand'
}

export type Module = {
  readonly path: string
  readonly lines: number
  /** Imports of other modules of the repository, `export … from` included. */
  readonly imports: readonly ModuleImport[]
  /** Exports that another module declares, by their names here. `*` has one entry for each `export * from`. */
  readonly reExports: ReadonlyMap<string, readonly ModuleImport[]>
}

const rooms = ['protocol', 'host-sdk', 'widget', 'playground', 'e2e']
const isSource = (path: string) =>
  /\.(ts|tsx|mjs|js)$/.test(path) && !/\.(test|spec|test-d)\.tsx?$|release\/previous\//.test(path)

/** Reads all source modules of a repository: code without tests, specs and the frozen previous release. */
export function readModules(root: string): ReadonlyMap<string, Module> {
  const paths = rooms.flatMap((room) => listFiles(root, room)).filter(isSource)
  const resolve = createResolver(root, new Set(paths))
  return new Map(paths.map((path) => [path, readModule(root, path, resolve)]))
}

function listFiles(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return ['node_modules', 'dist'].includes(entry.name) || entry.name.startsWith('.') ? [] : listFiles(root, path)
  })
}

type Resolve = (specifier: string, from: string) => string | undefined

/** Resolves relative specifiers and those of the workspaces. */
function createResolver(root: string, paths: ReadonlySet<string>): Resolve {
  const entries = new Map<string, string>()
  for (const room of rooms.filter((room) => existsSync(join(root, room, 'package.json')))) {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'))
    for (const [subpath, conditions] of Object.entries<Record<string, string>>(exports)) {
      entries.set(join(name, subpath), join(room, conditions['@openkey/source'] ?? ''))
    }
  }
  return (specifier, from) => {
    const path = specifier.startsWith('.') ? join(dirname(from), specifier) : entries.get(specifier)
    return path !== undefined && paths.has(path) ? path : undefined
  }
}

function readModule(root: string, path: string, resolve: Resolve): Module {
  const text = readFileSync(join(root, path), 'utf8')
  const { module, comments } = parseSync(path, text)
  const imports: ModuleImport[] = []
  const reExports = new Map<string, ModuleImport[]>()
  const add = (specifier: string, name: string | undefined, kind: ModuleImport['kind']) => {
    const target = resolve(specifier, path)
    if (target === undefined) return
    const added = { path: target, name, kind }
    imports.push(added)
    return added
  }

  for (const { moduleRequest, entries } of module.staticImports) {
    if (entries.length === 0) add(moduleRequest.value, undefined, 'value')
    for (const { importName, isType } of entries) {
      const name = importName.kind === 'Default' ? 'default' : (importName.name ?? undefined)
      add(moduleRequest.value, name, isType ? 'type' : 'value')
    }
  }
  for (const { moduleRequest, importName, exportName, isType } of module.staticExports.flatMap(
    ({ entries }) => entries,
  )) {
    if (!moduleRequest) continue
    const added = add(moduleRequest.value, importName.name ?? undefined, isType ? 'type' : 'value')
    const exported = exportName.name ?? '*'
    if (added) reExports.set(exported, [...(reExports.get(exported) ?? []), added])
  }
  const onDemand = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1))
  const isComment = (at: number) => comments.some(({ start, end }) => start <= at && at < end)
  for (const { 1: specifier = '', index } of text.matchAll(/\bimport\('([^']+)'\)/g)) {
    if (!isComment(index)) add(specifier, undefined, onDemand.includes(specifier) ? 'on demand' : 'type')
  }
  return { path: relative('.', path), lines: text.split('\n').length - 1, imports, reExports }
}
