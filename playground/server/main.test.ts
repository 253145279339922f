import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bindPort } from './bindPort.ts'
import { DataDirInUseError, lockDataDir } from './lockDataDir.ts'

const freePorts = {
  OPENKEY_APP_PORT: '0',
  OPENKEY_WIDGET_PORT: '0',
  OPENKEY_KEY_ENDPOINT_PORT: '0',
  TINYCLOUD_PORT: '0',
}

describe('npm start', () => {
  test('prints the URLs, and stops on Ctrl-C', async () => {
    const { child, output, ended, dataDir } = await start()
    await output.until('Ctrl-C stops all.')
    expect(output.text).toMatch(/Open http:\/\/localhost:\d+\n/)
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    lockDataDir(dataDir)()
  })

  test('reports a port in use with its variable, and exits with code 1', async () => {
    const busy = await bindPort({ port: 0, serverName: 'other', variable: 'OTHER' })
    onTestFinished(busy.close)
    const { output, ended, dataDir } = await start({ OPENKEY_KEY_ENDPOINT_PORT: String(busy.port) })
    expect(await ended).toBe(1)
    expect(output.text).toBe(
      `\n  OpenKey playground\n\n\n  ✗ Port ${busy.port} of the key endpoint is in use. ` +
        'Stop the program that uses it, or set OPENKEY_KEY_ENDPOINT_PORT to another port.\n\n',
    )
    expect(existsSync(join(dataDir, 'lock'))).toBe(false)
  })

  test('reports an invalid port and exits', async () => {
    const { output, ended } = await start({ TINYCLOUD_PORT: 'http' })
    expect(await ended).toBe(1)
    expect(output.text).toContain('✗ Invalid TINYCLOUD_PORT "http": expected a port number.')
  })
})

async function start(env: Readonly<Record<string, string>> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'openkey-data-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const child = spawn(process.execPath, [fileURLToPath(new URL('start.mjs', import.meta.url))], {
    env: { PATH: process.env.PATH, OPENKEY_DATA_DIR: dataDir, ...freePorts, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, output: collect(child), ended, dataDir }
}

/** Collects the output of a process, and waits for a text in it. */
function collect(child: ChildProcess) {
  const output = { text: '', until }
  const wake = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output.text += chunk
      for (const notify of wake) notify()
    })
  }
  child.on('close', () => {
    for (const notify of wake) notify()
  })

  async function until(sentence: string): Promise<void> {
    while (!output.text.includes(sentence)) {
      if (child.exitCode !== null) throw new Error(`The playground ended before “${sentence}”: ${output.text}`)
      await new Promise<void>((resolve) => wake.add(resolve))
    }
  }
  return output
}
