// Takes out one guard at a time, in a copy of the tree, and demands that the test named for it turns red.
// `npm run mutate [S10 …] [quota.ts …]`: all invariants, or those named, and of these only mutations of the named files.
// Ends with `N killed, M survived`.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../../.ci/findChromium.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
// The rows of the table of invariants.
const invariants = [...readFileSync(join(root, 'protocol/README.md'), 'utf8').matchAll(/^\| (S\d+) \|/gm)].map(
  ([, invariant]) => invariant,
)
const named = process.argv.slice(2).filter((name) => /^[A-Z]\d+$/.test(name))
const files = process.argv.slice(2).filter((name) => !named.includes(name))
const wanted = named.length > 0 ? named : invariants
const env = { ...process.env, OPENKEY_CHROMIUM: findChromium() ?? '' }

const mutations = readdirSync(here)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const { invariant, mutations } = JSON.parse(readFileSync(join(here, name), 'utf8'))
    return mutations.map((mutation) => ({ invariant, ...mutation }))
  })
  .filter(({ invariant }) => wanted.includes(invariant))
  .filter(({ file }) => files.length === 0 || files.some((name) => file.endsWith(`/${name}`)))

const copy = mkdtempSync(join(tmpdir(), 'openkey-mutate-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
copyTree()

const missing = (files.length > 0 ? [] : wanted).filter(
  (invariant) => !mutations.some((mutation) => mutation.invariant === invariant),
)
const survived = [
  ...missing.map((invariant) => `${invariant}: has no mutation`),
  ...notGreen(),
  ...mutations.flatMap(survives),
]
for (const line of survived) console.log(`  ${line}`)
console.log(`\n${mutations.length - survived.length + missing.length} killed, ${survived.length} survived`)
process.exitCode = survived.length === 0 ? 0 : 1

/** Copies the tracked files, and links packages and the copy's own workspaces. */
function copyTree() {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).stdout
  for (const file of listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const folder of ['.', ...workspaces])
    linkPackages(join(root, folder, 'node_modules'), join(copy, folder, 'node_modules'))
  mkdirSync(join(copy, 'node_modules/@openkey'))
  for (const folder of workspaces) symlinkSync(join(copy, folder), join(copy, 'node_modules/@openkey', folder))
}

function linkPackages(from, to) {
  if (!existsSync(from)) return
  mkdirSync(to)
  // Caches are left behind: they would be written to.
  const own = ['@openkey', '.cache', '.vite', '.vite-temp']
  for (const name of readdirSync(from)) if (!own.includes(name)) symlinkSync(join(from, name), join(to, name))
}

/** A test that is red anyway, or that nothing is called by, kills nothing. */
function notGreen() {
  return ['unit', 'e2e'].flatMap((project) => {
    const tests = mutations.map(({ test }) => test).filter((test) => (test.project ?? 'unit') === project)
    if (tests.length === 0) return []
    const files = [...new Set(tests.map(({ file }) => file))]
    const results = run(
      project,
      files,
      tests.map(({ name }) => name),
    )
    return tests
      .filter(({ file, name }) => {
        const named = results.filter((result) => result.file === file && result.name.includes(name))
        return named.length === 0 || named.some(({ status }) => status !== 'passed')
      })
      .map(({ file, name }) => `not green to begin with: ${file} “${name}”`)
  })
}

function survives({ invariant, weakens, file, find, replace, test }) {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) return [`${invariant}: ${file} does not hold exactly once: ${find}`]
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  const results = run(test.project ?? 'unit', [test.file], [test.name])
  writeFileSync(path, source)
  const isKilled = results.some(({ name, status }) => name.includes(test.name) && status === 'failed')
  console.log(`${isKilled ? '✓' : '✗'} ${invariant} ${weakens}`)
  return isKilled ? [] : [`${invariant}: ${weakens} ${test.file} “${test.name}” stays green`]
}

/** @returns what became of every test of these files whose name holds one of these. */
function run(project, files, names) {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const pattern = [...new Set(names)].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const args = [
    'vitest',
    'run',
    `--project=${project}`,
    ...files,
    '-t',
    pattern,
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  spawnSync('npx', ['--no-install', ...args], { cwd: copy, env, stdio: 'ignore' })
  if (!existsSync(report)) return []
  return JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status }) => ({
        file: path.slice(path.indexOf(copy) + copy.length + 1),
        name: fullName,
        status,
      })),
  )
}
