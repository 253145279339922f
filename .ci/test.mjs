// `npm test`: types, lint with the dependency rule, sizes, unit and end-to-end tests. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './findChromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'openkey-test-'))
const env = { ...process.env, OPENKEY_CHROMIUM: findChromium() ?? '' }
const started = Date.now()

/** Runs one tool, which counts as one check. */
function check(name, args) {
  console.log(`\n── ${name}`)
  const { status } = spawnSync('npx', ['--no-install', ...args], { cwd: root, stdio: 'inherit', env })
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
}

/** Runs one vitest project. A skipped test counts as failed. */
function tests(project) {
  const report = join(reports, `${project}.json`)
  const run = check(project, [
    'vitest',
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  try {
    const { numTotalTests, numPassedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    const notPassed = numTotalTests - numPassedTests
    // A file that cannot be loaded has no tests to count; a crash after the last test shows only in the exit status.
    const failed = run.failed === 0 ? notPassed : notPassed || Math.max(1, numFailedTestSuites)
    return { name: project, passed: numPassedTests, failed: numTotalTests === 0 ? 1 : failed }
  } catch {
    return { name: project, passed: 0, failed: 1 }
  }
}

const results = [
  check('types', ['tsc', '-b', '--force']),
  check('lint and dependency rule', ['biome', 'check', '--error-on-warnings', '--max-diagnostics=200']),
  check('size', ['-c', 'node e2e/bench/run.mjs size']),
  tests('unit'),
  tests('e2e'),
]
rmSync(reports, { recursive: true })

console.log('')
for (const { name, passed, failed } of results)
  console.log(`${failed === 0 ? '✓' : '✗'} ${name}: ${passed} of ${passed + failed}`)
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`in ${Math.round((Date.now() - started) / 1000)} s\n`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') === 0 ? 0 : 1)
