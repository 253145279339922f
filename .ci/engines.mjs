// Makes sure there are a Firefox and a WebKit to test with: Debian's packages, installed when run as root.
import { existsSync } from 'node:fs'
import { aptCommand, installPackages } from './packages.mjs'

const wanted = [
  { path: '/usr/bin/firefox-esr', name: 'firefox-esr' },
  { path: '/usr/bin/WebKitWebDriver', name: 'webkit2gtk-driver' },
  { path: '/usr/bin/Xvfb', name: 'xvfb' },
]
const missing = () => wanted.filter(({ path }) => !existsSync(path)).map(({ name }) => name)

const complaints = missing().length > 0 ? installPackages(missing()) : ''
if (missing().length > 0) {
  console.error(complaints)
  console.error(
    `These tests need ${missing().join(', ')}. Install them with\n\n  sudo sh -c '${aptCommand(missing())}'\n`,
  )
  process.exit(1)
}
