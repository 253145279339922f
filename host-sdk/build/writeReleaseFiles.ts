import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { repository } from './repository.ts'

export type ReleaseFilesOptions = {
  /** Paths of the tarballs. */
  readonly tarballs: readonly string[]
  /** Folder of the tarballs, which receives the release files. */
  readonly outDir: string
}

/**
 * Writes what lets a user verify the tarballs of a release: `SHA256SUMS` for `sha256sum --check`, and
 * `provenance.json`, an unsigned in-toto statement that names the commit they were built from.
 *
 * @see https://slsa.dev/spec/v1.0/provenance
 */
export function writeReleaseFiles({ tarballs, outDir }: ReleaseFilesOptions): void {
  const files = tarballs.map((path) => ({ name: basename(path), sha256: sha256Of(path) }))
  writeFileSync(join(outDir, 'SHA256SUMS'), files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:openkey:npm-run-pack:v1',
        externalParameters: { command: 'npm run pack' },
        internalParameters: { node: process.version },
        resolvedDependencies: [
          ...sourceCommit(),
          { name: 'package-lock.json', digest: { sha256: sha256Of(join(repository, 'package-lock.json')) } },
        ],
      },
      runDetails: { builder: { id: 'urn:openkey:local' } },
    },
  }
  writeFileSync(join(outDir, 'provenance.json'), `${JSON.stringify(statement, null, 2)}\n`)
}

/** The commit of this repository, marked when files differ from it; empty outside of a Git checkout. */
function sourceCommit() {
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: repository, encoding: 'utf8' })
  const { status, stdout } = git('rev-parse', 'HEAD')
  if (status !== 0) return []
  const isModified = git('status', '--porcelain').stdout.trim() !== ''
  return [
    {
      name: 'source',
      digest: { gitCommit: stdout.trim() },
      ...(isModified && { annotations: { uncommittedChanges: true } }),
    },
  ]
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
