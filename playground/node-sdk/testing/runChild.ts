import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { bundleSource } from '../../loadSource.mjs'
import type { TinyCloudNodeOptions } from '../index.ts'

export type ChildInput = {
  readonly options: TinyCloudNodeOptions
  /** Path of the file with the sessions. */
  readonly path?: string
  /** User id to run as, where the test runs as root. */
  readonly user?: number
  readonly calls: readonly (readonly [name: string, ...args: unknown[]])[]
}

/** Runs a client in a Node process of its own. @returns the result of each call */
export async function runChild(input: ChildInput): Promise<readonly unknown[]> {
  sdk ??= bundleSdk()
  const script = fileURLToPath(new URL('child.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, await sdk, JSON.stringify(input)])
  return JSON.parse(stdout)
}

/** URL of the bundled SDK, which the processes of one test file share. */
let sdk: Promise<string> | undefined

async function bundleSdk(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-node-sdk-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'nodeSdk.mjs')
  await writeFile(file, await bundleSource(new URL('../index.ts', import.meta.url)))
  return pathToFileURL(file).href
}
