import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { entriesOf } from './entries.ts'
import { type Manifest, type PackageName, readManifest } from './manifest.ts'

export type BundleDeclarationsOptions = {
  readonly name: PackageName
  /** What may be imported by name. */
  readonly published: Manifest
  /** Folder of declarations, as `emitDeclarations` wrote them. */
  readonly declarations: string
  readonly outDir: string
}

/**
 * Copies the declarations that a package's entries reach. Those of `@openkey/protocol` go along where another package
 * needs them, file by file: its whole index would ask every consumer's compiler for what only the wire needs.
 * @throws when a declaration names a package that consumers do not have
 */
export function bundleDeclarations({ name, published, declarations, outDir }: BundleDeclarationsOptions): void {
  const wire = new Map(
    entriesOf(readManifest('protocol')).map((entry) => [entry.specifier, `protocol/${entry.source}`]),
  )
  const own = new RegExp(`^${name}/src/`)
  const written = new Set<string>()
  const read = (source: string) => readFileSync(join(declarations, source.replace(/\.ts$/, '.d.ts')), 'utf8')
  const target = (source: string) => source.replace(own, '').replace('/src/', '/').replace(/\.ts$/, '.js')

  function copy(source: string, path: string): void {
    if (written.has(source)) return
    written.add(source)
    const link = (imported: string): string => {
      copy(imported, `${path}\n  ${imported}`)
      const way = relative(dirname(target(source)), target(imported))
      return way.startsWith('.') ? way : `./${way}`
    }
    const file = join(outDir, target(source).replace(/\.js$/, '.d.ts'))
    const text = read(source)
      .replaceAll(
        /(import|export)( type)? \{([^}]*)\} from ['"]([^'".][^'"]*)['"]/g,
        (statement, verb, type = '', names: string, specifier) => {
          const index = wire.get(specifier)
          if (index === undefined || name === 'protocol') return statement
          return membersOf(names)
            .map((member) => `${verb}${type} { ${member} } from '${link(homeOf(member, index, read(index)))}'`)
            .join(';\n')
        },
      )
      .replaceAll(/import\("([^".][^"]*)"\)\.(\w+)/g, (expression, specifier, member) => {
        const index = wire.get(specifier)
        return index === undefined ? expression : `import("${link(homeOf(member, index, read(index)))}").${member}`
      })
      .replaceAll(/(from |import\()(['"])(\.[^'"]*\.ts)\2/g, (_, before, quote, imported) => {
        return `${before}${quote}${link(join(dirname(source), imported))}${quote}`
      })
    checkImports(text, path, published)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  for (const { source } of entriesOf(readManifest(name))) copy(`${name}/${source}`, `${name}/${source}`)
}

function membersOf(names: string): readonly string[] {
  return names
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

/** The file behind an index that declares a member. */
function homeOf(member: string, index: string, text: string): string {
  const wanted = member.replace(/^type /, '').replace(/ as .*$/, '')
  for (const [, names = '', path = ''] of text.matchAll(/export (?:type )?\{([^}]*)\} from ['"](\.[^'"]+)['"]/g)) {
    if (membersOf(names).some((name) => name.replace(/^type /, '') === wanted)) return join(dirname(index), path)
  }
  throw new Error(`${index} does not export ${wanted}.`)
}

function checkImports(text: string, path: string, { dependencies = {} }: Manifest): void {
  for (const [, specifier = ''] of text.matchAll(/(?:from |import\(|import )['"]([^'".][^'"]*)['"]/g)) {
    const isKnown = Object.keys(dependencies).some((name) => specifier === name || specifier.startsWith(`${name}/`))
    if (!isKnown) throw new Error(`The package does not bring along “${specifier}”, which its types need:\n  ${path}`)
  }
}
