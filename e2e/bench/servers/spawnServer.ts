import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../../playground/testing/throughput/run.mjs', import.meta.url))

/** Starts a server of `playground/testing/throughput` as a process of its own. @returns what it prints */
export async function spawnServer<Started>(name: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [script, name], {
    env: { PATH: process.env.PATH, NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const started = await new Promise<Started>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.endsWith('\n')) resolve(JSON.parse(text))
    })
    child.once('exit', (code) => reject(new Error(`The server ${name} ended with ${code}.`)))
  })
  return {
    ...started,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
