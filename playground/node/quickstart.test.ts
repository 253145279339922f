import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

/** The commands of the README's quick start. */
const [, commands = ''] =
  /```sh\n(mkdir data\n.*?)```/s.exec(readFileSync(new URL('README.md', import.meta.url), 'utf8')) ?? []

/** An empty folder, and a `PATH` with the program `tinycloud`. */
function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-quickstart-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const programs = mkdtempSync(join(tmpdir(), 'openkey-bin-'))
  onTestFinished(() => rmSync(programs, { recursive: true }))
  symlinkSync(fileURLToPath(new URL('../tinycloud.mjs', import.meta.url)), join(programs, 'tinycloud'))
  return { folder, PATH: `${programs}:${process.env.PATH}` }
}

/** Runs a shell script until the node listens. @returns the URL of the node */
async function run(script: string, { folder, PATH }: { readonly folder: string; readonly PATH: string }) {
  const child = spawn('sh', ['-ec', script], { cwd: folder, env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return new Promise<string>((resolve, reject) => {
    const onData = (chunk: string) => {
      output += chunk
      const [, url] = /listens on (\S+)/.exec(output) ?? []
      if (url) resolve(url)
    }
    child.stdout.setEncoding('utf8').on('data', onData)
    child.stderr.setEncoding('utf8').on('data', onData)
    void ended.then(() => reject(new Error(output)))
  })
}

/** Replaces the port by any free one, and the shell by the node, which then receives the signal. */
const inTest = (script: string) => script.replace(/^TINYCLOUD_PORT=8001 tinycloud$/m, 'TINYCLOUD_PORT=0 exec tinycloud')

describe('the quick start', () => {
  test('stores data in the folders that it creates', async () => {
    const at = emptyFolder()
    expect(commands).toMatch(/^TINYCLOUD_PORT=8001 tinycloud$/m)
    const url = await run(inTest(commands), at)
    expect(await (await fetch(`${url}/version`)).json()).toMatchObject({ protocol: 1 })
    expect(statSync(join(at.folder, 'data/caps.db')).size).toBeGreaterThan(0)
  })

  test('creates missing folders, and reads tinycloud.toml in the current folder', async () => {
    const at = emptyFolder()
    writeFileSync(join(at.folder, 'tinycloud.toml'), 'port = 0\n[storage]\ndatadir = "a/b"\nblocks.path = "c/d"\n')
    const url = await run('exec tinycloud', at)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(
      ['a/b/node.db', 'a/b/keys.secret', 'c/d'].map((path) => statSync(join(at.folder, path)).mode & 0o077),
    ).toEqual([0o044, 0, 0])
  })
})
