// Installs the packages of the lockfile, unless they are installed already, whoever installed them.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isInstalled } from './isInstalled.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

if (!isInstalled(root)) {
  console.log('Installing packages …')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  const { status } = spawnSync(command, [...args, '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
