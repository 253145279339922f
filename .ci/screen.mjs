// Makes sure that the tools for tests on a real screen are installed: X server, window manager, real keys and pointer.
import { existsSync } from 'node:fs'
import { aptCommand, installPackages } from './packages.mjs'

const wanted = [
  { path: '/usr/bin/Xvfb', name: 'xvfb' },
  { path: '/usr/bin/openbox', name: 'openbox' },
  { path: '/usr/bin/xdotool', name: 'xdotool' },
  { path: '/usr/bin/import', name: 'imagemagick' },
]
const missing = () => wanted.filter(({ path }) => !existsSync(path)).map(({ name }) => name)

const complaints = missing().length > 0 ? installPackages(missing()) : ''
if (missing().length > 0) {
  console.error(complaints)
  console.error(
    `The tests need ${missing().join(', ')}. Install them with\n\n  sudo sh -c '${aptCommand(missing())}'\n`,
  )
  process.exit(1)
}
