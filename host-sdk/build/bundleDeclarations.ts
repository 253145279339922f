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

  function copy(source: string): void {
    if (written.has(source)) return
    written.add(source)
    const link = (imported: string): string => {
      copy(imported)
      const path = relative(dirname(target(source)), target(imported))
      return path.startsWith('.') ? path : `./${path}`
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
      .replaceAll(/(from |import\()(['"])(\.[^'"]*\.ts)\2/g, (_, before, quote, path) => {
        return `${before}${quote}${link(join(dirname(source), path))}${quote}`
      })
    checkImports(text, source, published)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  for (const { source } of entriesOf(readManifest(name))) copy(`${name}/${source}`)
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

function checkImports(text: string, source: string, { dependencies = {} }: Manifest): void {
  for (const [, specifier = ''] of text.matchAll(/(?:from |import\(|import )['"]([^'".][^'"]*)['"]/g)) {
    const isKnown = Object.keys(dependencies).some((name) => specifier === name || specifier.startsWith(`${name}/`))
    if (!isKnown) throw new Error(`The types of ${source} need “${specifier}”, which the package does not bring along.`)
  }
}
