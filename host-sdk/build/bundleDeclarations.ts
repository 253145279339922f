import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { entriesOf, type Manifest, type PackageName, readManifest } from './manifest.ts'
import { type DeclarationFile, type Link, readDeclarations } from './readDeclarations.ts'

export type BundleDeclarationsOptions = {
  readonly name: PackageName
  /** What may be imported by name. */
  readonly published: Manifest
  /** Folder of declarations, as `emitDeclarations` wrote them. */
  readonly declarations: string
  readonly outDir: string
}

/** A file, and what of it is needed. */
type Used = { readonly file: DeclarationFile; readonly names: Set<string> }

/**
 * Writes the declarations that a package's entries reach, name by name: what is internal, and what it would ask of a
 * consumer's compiler, stays out. Those of `@openkey/protocol` go along where another package needs them.
 * @throws when a declaration needs a package that consumers do not have
 */
export function bundleDeclarations({ name, published, declarations, outDir }: BundleDeclarationsOptions): void {
  const entries = entriesOf(readManifest(name))
  const own = new RegExp(`^${name}/src/`)
  const target = (source: string) => source.replace(own, '').replace('/src/', '/').replace(/\.ts$/, '.js')
  const bundled = new Map(
    entriesOf(readManifest('protocol')).map((entry) => [entry.specifier, `protocol/${entry.source}`]),
  )
  const used = new Map<string, Used>()

  /** The file a specifier stands for; nothing for a package that consumers install. */
  function resolve(specifier: string, source: string): string | undefined {
    return specifier.startsWith('.') ? join(dirname(source), specifier) : bundled.get(specifier)
  }

  function open(source: string): Used {
    const known = used.get(source)
    if (known !== undefined) return known
    const text = readFileSync(join(declarations, source.replace(/\.ts$/, '.d.ts')), 'utf8')
    const opened = { file: readDeclarations(text), names: new Set<string>() }
    used.set(source, opened)
    return opened
  }

  function need(source: string, wanted: string, path: readonly string[]): void {
    const { file, names } = open(source)
    if (names.has(wanted)) return
    names.add(wanted)
    const way = [...path, `${source}: ${wanted}`]
    const follow = ({ specifier, name }: Link) => {
      const next = resolve(specifier, source)
      if (next !== undefined) need(next, name, way)
      else checkPublished(specifier, published, way)
    }
    const text = file.declared.get(wanted)
    const link = file.passedOn.get(wanted) ?? file.imported.get(wanted)
    if (link !== undefined) follow(link)
    for (const [, specifier = '', name = ''] of (text ?? '').matchAll(/import\("([^"]+)"\)\.(\w+)/g)) {
      follow({ specifier, name, isType: true })
    }
    for (const [word] of (text ?? '').matchAll(/\b[A-Za-z_$][\w$]*/g)) {
      if (file.declared.has(word) || file.imported.has(word)) need(source, word, way)
    }
  }

  function write(source: string, { file, names }: Used): void {
    const link = (specifier: string) => {
      const next = resolve(specifier, source)
      if (next === undefined) return specifier
      const way = relative(dirname(target(source)), target(next))
      return way.startsWith('.') ? way : `./${way}`
    }
    const lines = (links: ReadonlyMap<string, Link>, verb: string) =>
      [...links]
        .filter(([as]) => names.has(as))
        .map(([as, { specifier, name, isType }]) => {
          const member = name === as ? name : `${name} as ${as}`
          return `${verb} ${isType ? 'type ' : ''}${name === '*' ? member : `{ ${member} }`} from '${link(specifier)}';\n`
        })
    const texts = [...file.declared]
      .filter(([declared]) => names.has(declared))
      .map(([, text]) => text.replaceAll(/import\("([^"]+)"\)/g, (_, specifier) => `import("${link(specifier)}")`))
    const path = join(outDir, target(source).replace(/\.js$/, '.d.ts'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, [...lines(file.imported, 'import'), ...lines(file.passedOn, 'export'), ...texts].join(''))
  }

  for (const { source } of entries) {
    const { file } = open(`${name}/${source}`)
    for (const wanted of [...file.passedOn.keys(), ...file.declared.keys()]) need(`${name}/${source}`, wanted, [])
  }
  for (const [source, parts] of used) write(source, parts)
}

function checkPublished(specifier: string, { dependencies = {} }: Manifest, path: readonly string[]): void {
  const isKnown = Object.keys(dependencies).some((name) => specifier === name || specifier.startsWith(`${name}/`))
  if (isKnown) return
  throw new Error(`The package does not bring along “${specifier}”, which its types need:\n  ${path.join('\n  ')}`)
}
