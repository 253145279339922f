import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { repository } from './repository.ts'

type SourceManifest = {
  readonly version: string
  readonly license: string
  readonly homepage: string
  readonly engines: Readonly<Record<string, string>>
  readonly exports: unknown
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Packages whose sources the servers import by name. They are bundled, because their published files have no sources. */
const bundled = ['host-sdk', 'protocol', 'widget'] as const

/**
 * Assembles `@openkey/dev` in a folder: `openkey-dev` with the sources of the playground's servers, which it builds when
 * it starts, as in this repository.
 */
export function stageServers(stage: string): void {
  const manifests = [...bundled, 'playground'].map((name) => readSourceManifest(name))
  const [{ version, license, homepage, engines } = readSourceManifest('playground')] = manifests
  const foreign = manifests
    .flatMap(({ dependencies = {} }) => Object.entries(dependencies))
    // Values are kept in memory, so nothing loads the client of S3.
    .filter(([name]) => !name.startsWith('@openkey/') && !name.startsWith('@aws-sdk/'))
  const own = bundled.map((name) => [`@openkey/${name}`, version])
  const manifest = {
    name: '@openkey/dev',
    version,
    description:
      'OpenKey and TinyCloud on your machine, for development and tests: widget, key endpoint, node and inbox.',
    license,
    homepage,
    engines,
    type: 'module',
    bin: { 'openkey-dev': './playground/openkey-dev.mjs' },
    dependencies: Object.fromEntries([...foreign, ...own].sort()),
    bundleDependencies: own.map(([name]) => name),
  }
  mkdirSync(stage, { recursive: true })
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  copySources('playground', join(stage, 'playground'))
  const [, section = ''] =
    /^## openkey-dev\n(.*?)^## /ms.exec(readFileSync(join(repository, 'playground/README.md'), 'utf8')) ?? []
  writeFileSync(join(stage, 'README.md'), `# @openkey/dev\n${section}`)
  // The playground builds the script tag with the build of the SDK, which expects the folders of this repository.
  copySources('host-sdk', join(stage, 'host-sdk'))
  for (const name of bundled) {
    const folder = join(stage, 'node_modules/@openkey', name)
    copySources(name, folder)
    const { exports } = readSourceManifest(name)
    // Without dependencies, which those of `@openkey/dev` include: npm would not install what a bundled package needs.
    const bundledManifest = { name: `@openkey/${name}`, version, type: 'module', exports }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(bundledManifest))
  }
}

function copySources(name: string, to: string): void {
  cpSync(join(repository, name), to, { recursive: true, filter: (path) => isSource(basename(path)) })
}

/** The settings of the compiler name files that are not published. */
function isSource(name: string): boolean {
  return (
    !/^(node_modules|dist|examples|recipes|backends|\.data|tsconfig.*\.json|compose\.yaml|README\.md)$/.test(name) &&
    !/\.(test|test-d|backend)\.tsx?$/.test(name)
  )
}

function readSourceManifest(name: string): SourceManifest {
  return JSON.parse(readFileSync(join(repository, name, 'package.json'), 'utf8'))
}
