import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A server program that runs for a test. */
export type ServerProcess = {
  /** Ends the process, and waits until it has ended. @param signal @default SIGTERM */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/**
 * Starts a program and waits for a line of its output, or until a check of it succeeds.
 * @param options `isReady` receives the output so far. It is asked every 50 ms
 * @throws {Error} with the output as soon as the program ends, and for a program that cannot be started
 */
export async function startProcess(options: {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
  readonly isReady: (output: string) => boolean | Promise<boolean>
}): Promise<ServerProcess> {
  const { command, args, env = process.env, cwd, user, isReady } = options
  const child = spawn(command, [...args], { env, cwd, ...user, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000)
    })
  }
  const ended = new Promise<Error>((resolve) => {
    child.once('error', (cause) => resolve(new Error(`${command} does not start: ${cause.message}`, { cause })))
    child.once('close', (code) => resolve(new Error(`${command} ended with ${code}: ${output.trim()}`)))
  })
  const ready = async () => {
    while (!(await isReady(output))) await delay(50)
  }
  const failed = await Promise.race([ended, ready().then(() => undefined)])
  if (failed) throw failed
  return { stop: (signal = 'SIGTERM') => stop(child, signal) }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Returns a port of 127.0.0.1 that no program uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
