import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

/**
 * Compares the lockfile with `node_modules/.package-lock.json`, in which npm records what it has installed. That file
 * has no entry for the root package, nor for optional packages of other platforms.
 * @param {string} root folder of `package-lock.json`
 * @returns {boolean} whether `node_modules` holds the packages of the lockfile
 */
export function isInstalled(root) {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const { '': _, ...wanted } = packagesOf(join(root, 'package-lock.json'))
  const installed = packagesOf(record)
  // `npm install --package-lock-only` records packages without installing them.
  const isThere = (path) => isDeepStrictEqual(installed[path], wanted[path]) && existsSync(join(root, path))
  return (
    Object.keys(installed).every(isThere) &&
    Object.keys(wanted).every((path) => path in installed || wanted[path].optional === true)
  )
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages
}
