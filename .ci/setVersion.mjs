import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Writes a version to every place that names the version of this repository: the manifests of the workspace, what they
 * depend on in it, those of the examples, the lockfile, the names of the script files, the constant in the code and the changelog.
 * @param {string} root folder of this repository
 * @param {string} version such as `1.2.0`
 * @param {string} date of the release, such as `2026-01-31`
 * @throws when the version is not of that form, or when the changelog has no unreleased changes
 */
export function setVersion(root, version, date) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
    throw new Error(`Invalid version "${version}": expected a semantic version such as 1.2.0.`)
  }
  const previous = read('host-sdk/package.json').version
  const { workspaces } = read('package.json')
  const ofWorkspace = Object.keys(read('package-lock.json').packages).filter((path) => workspaces.includes(path))

  edit('CHANGELOG.md', (text) => {
    const [heading, changes = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text) ?? []
    if (changes.trim() === '') throw new Error('CHANGELOG.md lists no change under "## Unreleased".')
    return text.replace(heading, `## Unreleased\n\n## ${version} (${date})\n${changes}`)
  })
  for (const folder of workspaces) editJson(`${folder}/package.json`, rename)
  editJson('package-lock.json', (lock) => {
    for (const path of ofWorkspace) rename(lock.packages[path])
  })
  for (const path of readdirSync(join(root, 'playground/examples'), { recursive: true })) {
    if (basename(path) === 'package.json') editJson(`playground/examples/${path}`, renameDependencies)
  }
  edit('protocol/src/packageVersion.ts', (text) => text.replace(`'${previous}'`, `'${version}'`))
  edit('host-sdk/README.md', renameScripts)

  function rename(manifest) {
    manifest.version = version
    renameDependencies(manifest)
    for (const conditions of Object.values(manifest.exports ?? {}))
      conditions.default = renameScripts(conditions.default)
  }

  function renameDependencies(manifest) {
    for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
      for (const name of Object.keys(dependencies ?? {})) {
        if (name.startsWith('@openkey/')) dependencies[name] = version
      }
    }
  }

  function renameScripts(text) {
    return text
      .replaceAll(`openkey-${previous}.js`, `openkey-${version}.js`)
      .replaceAll(`openkey-sign-in-${previous}.js`, `openkey-sign-in-${version}.js`)
  }

  function read(path) {
    return JSON.parse(readFileSync(join(root, path), 'utf8'))
  }

  function edit(path, change) {
    const file = join(root, path)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }

  function editJson(path, change) {
    edit(path, (text) => {
      const value = JSON.parse(text)
      change(value)
      return `${JSON.stringify(value, null, 2)}\n`
    })
  }
}
