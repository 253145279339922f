// Makes sure there is a Chromium to test with: an existing one, else Debian's package when run as root.
import { findChromium } from './findChromium.mjs'
import { aptCommand, installPackages } from './packages.mjs'

if (!findChromium()) {
  if (process.env.OPENKEY_CHROMIUM) {
    console.error(`OPENKEY_CHROMIUM is ${process.env.OPENKEY_CHROMIUM}, which cannot be run.`)
    process.exit(1)
  }
  const complaints = installPackages(['chromium'])
  if (!findChromium()) {
    console.error(complaints)
    console.error(
      `The tests need Chromium. Install it with\n\n  sudo sh -c '${aptCommand(['chromium'])}'\n\nor name one in OPENKEY_CHROMIUM.`,
    )
    process.exit(1)
  }
}
