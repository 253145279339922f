import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { writeReleaseFiles } from './writeReleaseFiles.ts'

function release() {
  const outDir = mkdtempSync(join(tmpdir(), 'openkey-release-'))
  onTestFinished(() => rmSync(outDir, { recursive: true }))
  const tarballs = ['one-1.0.0.tgz', 'two-1.0.0.tgz'].map((name) => {
    writeFileSync(join(outDir, name), name)
    return join(outDir, name)
  })
  writeReleaseFiles({ tarballs, outDir })
  return (name: string) => readFileSync(join(outDir, name), 'utf8')
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('writeReleaseFiles', () => {
  test('writes checksums in the format of sha256sum', () => {
    expect(release()('SHA256SUMS')).toBe(
      `${sha256('one-1.0.0.tgz')}  one-1.0.0.tgz\n${sha256('two-1.0.0.tgz')}  two-1.0.0.tgz\n`,
    )
  })

  test('states which tarballs were built, and the lockfile they were built with', () => {
    const { _type, subject, predicate } = JSON.parse(release()('provenance.json'))
    const lockfile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
    expect(_type).toBe('https://in-toto.io/Statement/v1')
    expect(subject).toEqual([
      { name: 'one-1.0.0.tgz', digest: { sha256: sha256('one-1.0.0.tgz') } },
      { name: 'two-1.0.0.tgz', digest: { sha256: sha256('two-1.0.0.tgz') } },
    ])
    expect(predicate.buildDefinition.resolvedDependencies).toContainEqual({
      name: 'package-lock.json',
      digest: { sha256: sha256(lockfile) },
    })
  })
})
