import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export type SpawnedServer = {
  readonly url: string
  /** Returns the processor time that the process has used so far, in milliseconds. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

const script = fileURLToPath(new URL('../../../playground/testing/throughput/run.mjs', import.meta.url))

/** Starts a server of `playground/testing/throughput`. @returns it, with what it sends */
export async function spawnServer<Started extends { readonly url: string }>(
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<Started & SpawnedServer> {
  const child = spawn(process.execPath, [script, name], {
    env: { PATH: process.env.PATH, NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const failed = ended.then(([code]) => {
    throw new Error(`The server ${name} ended with ${code}.`)
  })
  failed.catch(() => undefined)
  const message = async () => (await Promise.race([once(child, 'message'), failed]))[0]
  const started: Started = await message()
  return {
    ...started,
    async cpuMs() {
      const answer = message()
      child.send('cpuUsage')
      const { user, system } = await answer
      return (user + system) / 1_000
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
