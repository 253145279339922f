import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A node in a process of its own, over one data folder. */
export type SpawnedNode = {
  readonly url: string
  readonly nodeId: string
  post(path: string, authorization: string, init?: RequestInit): Promise<Response>
  /** Ends the process as a power cut would: nothing of it runs any more. */
  kill(): Promise<void>
}

/** Runs `start.mjs` with a few variables. @throws {Error} with what it wrote, when it ends before it listens */
export async function spawnNode(env: Readonly<Record<string, string>>): Promise<SpawnedNode> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.mjs', import.meta.url))], {
    env: { PATH: process.env.PATH, TINYCLOUD_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [, nodeId = '', url = ''] = await until(child, /The node (\S+) listens on (\S+)/)
  return {
    url,
    nodeId,
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
    const hear = (chunk: string) => {
      text += chunk
      const found = sentence.exec(text)
      if (found) resolve(found)
    }
    child.stdout?.setEncoding('utf8').on('data', hear)
    child.stderr?.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => reject(new Error(`${code}: ${text.trim()}`)))
  })
}
