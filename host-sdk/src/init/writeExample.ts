import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'

export type ExampleFiles = {
  /** Folder with one folder for each template. */
  readonly examples: string
  /** The HTML of the script tags, in three parts. */
  readonly snippet: string
}

export type WriteExampleOptions = ExampleFiles & {
  readonly template: string
  /** New or empty folder. */
  readonly folder: string
  /** Folder with tarballs to install the packages from. @default the registry */
  readonly packages?: string | undefined
}

/** Copies a template, and gives it the name of its folder. @throws {Error} if the folder has files, or a tarball is missing */
export function writeExample({ examples, snippet, template, folder, packages }: WriteExampleOptions): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`The folder “${folder}” is not empty.`)
  const example = join(examples, template)
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))
  const locate = packages === undefined ? undefined : findTarballs(packages, resolve(folder))
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
  const placed = {
    ...manifest,
    name: name.replaceAll(/^-+|-+$/g, '') || 'app',
    dependencies: replaceOwn(manifest.dependencies, locate),
    devDependencies: replaceOwn(manifest.devDependencies, locate),
  }
  cpSync(example, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(placed, null, 2)}\n`)
  const page = join(folder, 'index.html')
  writeFileSync(page, addScriptTags(readFileSync(page, 'utf8'), readFileSync(snippet, 'utf8')))
}

type Versions = Readonly<Record<string, string>>

/** Replaces the versions of OpenKey's packages, for example by tarballs. */
function replaceOwn(versions: Versions, locate = (_: string, version: string) => version): Versions {
  return Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [
      name,
      name.startsWith('@openkey/') ? locate(name, version) : version,
    ]),
  )
}

/** Returns a function that finds the tarball of a package, and returns it as a dependency of the folder. */
function findTarballs(packages: string, folder: string): (name: string, version: string) => string {
  return (name, version) => {
    const file = resolve(packages, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
    if (!existsSync(file))
      throw new Error(`The tarball “${file}” is missing: --packages needs the folder of npm run pack.`)
    return `file:${relative(folder, file).replaceAll('\\', '/')}`
  }
}

/** Writes the script tags where a page has a comment for them, with files from its own server. */
function addScriptTags(page: string, snippet: string): string {
  const [openkey = '', signIn = ''] = snippet.replaceAll('https://cdn.example/', '/').split('\n\n')
  return page.replace('<!-- openkey -->', () => openkey).replace('<!-- openkey-sign-in -->', () => signIn)
}
