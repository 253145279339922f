// `npm run example -- react`: packs the packages, writes and installs an example as somebody else would, and starts it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [template = 'vite'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'openkey-example-'))
const [release, app] = [join(folder, 'release'), join(folder, 'notes')]

function run(cwd, ...args) {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`npm ${args[0]} has failed.`)
}

// Ctrl-C ends the servers; the folder is removed afterwards.
process.on('SIGINT', () => undefined)
try {
  run(root, 'run', '--silent', 'pack', '--', release)
  const sdk = join(release, readdirSync(release).find((file) => file.startsWith('openkey-host-sdk-')) ?? '')
  const init = ['openkey-host-sdk', 'init', app, '--template', template, '--packages', release]
  run(folder, 'exec', '--yes', `--package=${sdk}`, '--', ...init)
  run(app, 'install', '--no-audit', '--no-fund')
  run(app, 'run', 'dev')
} catch (error) {
  process.stderr.write(`\n  ✗ ${error.message}\n\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
