// Makes sure there is an nginx to serve the exported hosting files with. Without one, the test that needs it fails.
import { existsSync } from 'node:fs'
import { aptCommand, installPackages } from './packages.mjs'

const isThere = () => ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'].some((path) => existsSync(path))

if (!isThere()) {
  const complaints = installPackages(['nginx-light'])
  if (!isThere()) {
    console.error(complaints)
    console.error(`The tests need nginx. Install it with\n\n  sudo sh -c '${aptCommand(['nginx-light'])}'\n`)
  }
}
