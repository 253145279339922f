// `npm run bump -- 1.2.0`: writes the version of the next release to every place that names it.
import { fileURLToPath } from 'node:url'
import { setVersion } from './setVersion.mjs'

const [version] = process.argv.slice(2)
try {
  if (version === undefined) throw new Error('Missing version. Usage: npm run bump -- 1.2.0')
  setVersion(fileURLToPath(new URL('..', import.meta.url)), version, new Date().toISOString().slice(0, 10))
  console.log(`  ✓ version ${version}. Next: npm test, commit, tag v${version}, npm run pack -- <folder>`)
} catch (error) {
  console.error(`\n  ✗ ${error.message}\n`)
  process.exit(1)
}
