import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isInstalled } from './isInstalled.mjs'

const hono = { version: '4.0.0', integrity: 'sha512-aG9ubw==' }
const binding = { version: '1.0.0', optional: true, os: ['darwin'] }
const lockfile = { '': { name: 'root' }, 'node_modules/hono': hono, 'node_modules/binding': binding }

function folder(installed) {
  const root = mkdtempSync(join(tmpdir(), 'openkey-install-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: lockfile }))
  mkdirSync(join(root, 'node_modules/hono'), { recursive: true })
  if (installed !== undefined) {
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return root
}

describe('isInstalled', () => {
  test('accepts what npm ci installed, without packages of other platforms', () => {
    expect(isInstalled(folder({ 'node_modules/hono': hono }))).toBe(true)
  })

  test('rejects a package that is recorded but not there', () => {
    const root = folder({ 'node_modules/hono': hono })
    rmSync(join(root, 'node_modules/hono'), { recursive: true })
    expect(isInstalled(root)).toBe(false)
  })

  test.for([
    ['no record of an installation', undefined],
    ['a missing package', {}],
    ['another version', { 'node_modules/hono': { ...hono, version: '3.0.0' } }],
    ['other content of the same version', { 'node_modules/hono': { ...hono, integrity: 'sha512-b3RoZXI=' } }],
    ['a package that the lockfile no longer has', { 'node_modules/hono': hono, 'node_modules/old': hono }],
  ])('rejects %s', ([, installed]) => {
    expect(isInstalled(folder(installed))).toBe(false)
  })
})
