import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bundleSource } from '../../loadSource.mjs'
import { FileLockedError, lockFile } from './lockFile.ts'

async function lockPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-lock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'lock')
}

/** Starts processes that lock the file as soon as they can and hold it. @returns what each of them reports */
async function race(file: string, count: number) {
  const code = await bundleSource(new URL('lockFile.ts', import.meta.url))
  const script = `
    const { lockFile } = await import('data:text/javascript,' + encodeURIComponent(${JSON.stringify(code)}))
    try { lockFile(${JSON.stringify(file)}); console.log('locked') } catch (error) { console.log(error.name) }
    setInterval(() => {}, 1_000)`
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  const reports = await Promise.all(children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()))
  return { children, reports }
}

describe('lockFile', () => {
  test('locks once in a process, until it is released', async () => {
    const file = await lockPath()
    const unlock = lockFile(file)
    expect(() => lockFile(file)).toThrow(FileLockedError)
    unlock()
    lockFile(file)()
  })

  test('is obtained by one of several processes, and released when that one is killed', async () => {
    const file = await lockPath()
    const { children, reports } = await race(file, 4)
    expect(reports.toSorted()).toEqual(['FileLockedError', 'FileLockedError', 'FileLockedError', 'locked'])
    expect(() => lockFile(file)).toThrow(FileLockedError)
    const holder = children[reports.indexOf('locked')]
    holder?.kill('SIGKILL')
    if (holder) await once(holder, 'exit')
    lockFile(file)()
  })
})
