// Makes sure there is a Chromium to test with: an existing one, else Debian's package when run as root.
import { spawnSync } from 'node:child_process'
import { findChromium } from './findChromium.mjs'

const install = 'apt-get update && apt-get install -y --no-install-recommends chromium'

if (!findChromium()) {
  if (process.env.OPENKEY_CHROMIUM) {
    console.error(`OPENKEY_CHROMIUM is ${process.env.OPENKEY_CHROMIUM}, which cannot be run.`)
    process.exit(1)
  }
  if (process.getuid?.() === 0) {
    console.log('Installing Chromium …')
    const { stderr } = spawnSync('sh', ['-c', install], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (!findChromium()) console.error(stderr)
  }
  if (!findChromium()) {
    console.error(
      `The tests need Chromium. Install it with\n\n  sudo sh -c '${install}'\n\nor name one in OPENKEY_CHROMIUM.`,
    )
    process.exit(1)
  }
}
