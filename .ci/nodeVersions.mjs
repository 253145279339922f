// `npm run test:node -- [version …]`: under each supported version of Node, packs the SDK, starts the playground, runs
// the packed CLI against it, and runs the unit tests. The binaries come from the npm registry.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The oldest supported version of each release line. */
const supported = ['20.19.0', '22.12.0', '24.0.0']

const root = fileURLToPath(new URL('..', import.meta.url))
const versions = process.argv.length > 2 ? process.argv.slice(2) : supported
const results = []
for (const version of versions) {
  const env = { ...process.env, PATH: `${installNode(version)}${delimiter}${process.env.PATH}` }
  console.log(`\n── Node ${run('node', ['--version'], { env }).stdout.trim()}`)
  results.push(await testPlayground(version, env), testUnits(version, env))
}

console.log('')
for (const { name, error } of results)
  console.log(`${error === undefined ? '✓' : '✗'} ${name}${error ? `: ${error}` : ''}`)
const failed = results.filter(({ error }) => error !== undefined).length
console.log(`\n${results.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** Installs a version of Node into the cache of this repository; returns the folder of its binary. */
function installNode(version) {
  const folder = join(root, 'node_modules/.cache/node', version)
  const name = `${process.platform === 'darwin' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`
  const bin = join(folder, 'node_modules', name, 'bin')
  if (!existsSync(bin)) {
    console.log(`Installing ${name}@${version} …`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const { status } = run('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: folder })
    if (status !== 0) throw new Error(`Cannot install ${name}@${version}.`)
  }
  return bin
}

async function testPlayground(version, env) {
  const name = `Node ${version}: npm start, and the packed CLI`
  const folder = mkdtempSync(join(tmpdir(), 'openkey-node-'))
  const playground = startPlayground(env, join(folder, 'data'))
  try {
    const appUrl = await playground.appUrl
    const response = await fetch(appUrl)
    if (!response.ok) throw new Error(`${appUrl} answered ${response.status}`)
    const packed = run('npm', ['run', '--silent', 'pack', '--', folder], { env, cwd: root })
    if (packed.status !== 0) throw new Error(`npm run pack failed: ${packed.stderr}`)
    const tarball = join(folder, readdirSync(folder).find((file) => file.startsWith('openkey-host-sdk-')) ?? '')
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { env, cwd: folder })
    const doctor = run('npx', ['--no-install', 'openkey-doctor', 'doctor', `${appUrl}/script-tag`], {
      env,
      cwd: folder,
    })
    if (doctor.status !== 0) throw new Error(`openkey doctor failed: ${doctor.stdout}${doctor.stderr}`)
    console.log(doctor.stdout.trim())
    return { name }
  } catch (error) {
    return { name, error: error.message }
  } finally {
    await playground.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs `npm start` on free ports; `appUrl` resolves when it has printed the page to open. */
function startPlayground(env, dataDir) {
  const ports = ['OPENKEY_APP_PORT', 'OPENKEY_WIDGET_PORT', 'OPENKEY_KEY_ENDPOINT_PORT', 'TINYCLOUD_PORT']
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...env, OPENKEY_DATA_DIR: dataDir, ...Object.fromEntries(ports.map((port) => [port, '0'])) },
    detached: true,
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  let output = ''
  const appUrl = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        const [, url] = /Open (http\S+)[\s\S]*Ctrl-C stops all/.exec(output) ?? []
        if (url !== undefined) resolve(url)
      })
    }
    ended.then((status) => reject(new Error(`npm start ended with ${status}: ${output}`)))
  })
  async function stop() {
    // Like Ctrl-C in a terminal, the signal reaches npm and what npm has started.
    if (child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await ended
  }
  return { appUrl, stop }
}

function testUnits(version, env) {
  const { status } = spawnSync('npm', ['run', 'unit'], { cwd: root, env, stdio: 'inherit' })
  return { name: `Node ${version}: unit tests`, ...(status !== 0 && { error: `exit status ${status}` }) }
}

function run(command, args, options) {
  return spawnSync(command, args, { encoding: 'utf8', ...options })
}
