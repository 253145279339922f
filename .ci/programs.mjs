// `node .ci/programs.mjs test`, `… engines` or `… backends`: makes sure that the programs of the tests are installed. Installs
// missing ones with apt-get when run as root; otherwise prints the command.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './findChromium.mjs'

const inFolders = (name) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin'].some((folder) => existsSync(`${folder}/${name}`))

/** Packages of Debian. Without an optional one, only the test that needs it fails. */
const programs = {
  test: [
    { package: 'chromium', isInstalled: () => findChromium() !== undefined },
    { package: 'nginx-light', isInstalled: () => inFolders('nginx'), isOptional: true },
    { package: 'xvfb', isInstalled: () => inFolders('Xvfb') },
    { package: 'openbox', isInstalled: () => inFolders('openbox') },
    { package: 'xdotool', isInstalled: () => inFolders('xdotool') },
    { package: 'imagemagick', isInstalled: () => inFolders('import') },
  ],
  backends: [
    { package: 'mariadb-server', isInstalled: () => inFolders('mariadbd') },
    { package: 'postgresql', isInstalled: () => inFolders('pg_dump') && existsSync('/usr/lib/postgresql') },
    { package: 'memcached', isInstalled: () => inFolders('memcached') },
    ...['proxy', 'account', 'container', 'object'].map((kind) => ({
      package: `swift-${kind}`,
      isInstalled: () => inFolders(`swift-${kind}-server`),
    })),
  ],
  engines: [
    { package: 'firefox-esr', isInstalled: () => inFolders('firefox-esr') },
    { package: 'webkit2gtk-driver', isInstalled: () => inFolders('WebKitWebDriver') },
    { package: 'xvfb', isInstalled: () => inFolders('Xvfb') },
  ],
}

const wanted = programs[process.argv[2]]
const { OPENKEY_CHROMIUM } = process.env
if (OPENKEY_CHROMIUM && wanted === programs.test && findChromium() === undefined) {
  console.error(`Cannot execute OPENKEY_CHROMIUM (${OPENKEY_CHROMIUM}). Set it to the path of a Chromium, or unset it.`)
  process.exit(1)
}

const aptErrors = missing().length > 0 && process.getuid?.() === 0 ? installPackages(namesOf(missing())) : ''
if (missing().length > 0) {
  const names = namesOf(missing())
  console.error(aptErrors)
  console.error(`The tests need ${names.join(', ')}. Install with\n\n  sudo sh -c '${aptCommand(names)}'\n`)
  if (names.includes('chromium')) console.error('Or set OPENKEY_CHROMIUM to the path of a Chromium.\n')
  if (missing().some(({ isOptional }) => !isOptional)) process.exit(1)
}

function missing() {
  return wanted.filter(({ isInstalled }) => !isInstalled())
}

function namesOf(packages) {
  return packages.map((entry) => entry.package)
}

function aptCommand(names) {
  return `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`
}

/** Installs packages without starting their services; returns the errors of apt-get. */
function installPackages(names) {
  console.log(`Installing ${names.join(', ')} …`)
  const { stderr } = spawnSync('sh', ['-c', aptCommand(names)], {
    encoding: 'utf8',
    // Debian starts no services in run level 1.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
  return stderr
}
