import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A node in its own process. */
export type SpawnedNode = {
  readonly url: string
  readonly nodeId: string
  /** Returns what the process has written so far. */
  output(): string
  /** Returns the memory of the process, in bytes. */
  rssBytes(): number
  post(path: string, authorization: string, init?: RequestInit): Promise<Response>
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>
}

/** Runs `start.mjs` with the given variables. @throws {Error} with its output if it exits before it listens */
export async function spawnNode(env: Readonly<Record<string, string>>): Promise<SpawnedNode> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.mjs', import.meta.url))], {
    env: { PATH: process.env.PATH, TINYCLOUD_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const [, nodeId = '', url = ''] = await until(child, /The node (\S+) listens on (\S+)/)
  return {
    url,
    nodeId,
    output: () => output,
    rssBytes: () => 1_024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })),
    post: (path, authorization, init) =>
      fetch(url + path, { method: 'POST', ...init, headers: { ...init?.headers, authorization } }),
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function until(child: ChildProcess, sentence: RegExp): Promise<RegExpExecArray> {
  let text = ''
  return new Promise((resolve, reject) => {
    const onData = (chunk: string) => {
      text += chunk
      const found = sentence.exec(text)
      if (found) resolve(found)
    }
    child.stdout?.setEncoding('utf8').on('data', onData)
    child.stderr?.setEncoding('utf8').on('data', onData)
    child.once('exit', (code) => reject(new Error(`${code}: ${text.trim()}`)))
  })
}
