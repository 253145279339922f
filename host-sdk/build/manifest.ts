import { readFileSync } from 'node:fs'
import { repository } from './repository.ts'

export type Manifest = {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Programs, each built of the module of the same path in `src`. */
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

export type PackageName = 'protocol' | 'host-sdk'

/** `package.json` of a package, as the workspace has it. */
export function readManifest(name: PackageName): Manifest {
  return JSON.parse(readFileSync(`${repository}${name}/package.json`, 'utf8'))
}
