import { spawnSync } from 'node:child_process'

/** The command that installs packages of Debian. */
export function aptCommand(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * Installs packages of Debian when run as root; does nothing otherwise.
 * @param {readonly string[]} packages
 * @returns {string} what apt complained about
 */
export function installPackages(packages) {
  if (process.getuid?.() !== 0) return ''
  console.log(`Installing ${packages.join(', ')} …`)
  const { stderr } = spawnSync('sh', ['-c', aptCommand(packages)], {
    encoding: 'utf8',
    // Run level 1: what is a service is not started.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
  return stderr
}
