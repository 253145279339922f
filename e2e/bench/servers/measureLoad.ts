import { Agent, request } from 'node:http'
import type { SpawnedServer } from './spawnServer.ts'

/** One request of a measurement. */
export type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
}

export type Throughput = {
  readonly perSecond: number
  readonly p95Ms: number
  /** Processor time of the servers for each request. It depends less on what else runs than the times do. */
  readonly cpuMs: number
}

type MeasuredServer = Pick<SpawnedServer, 'url' | 'cpuMs'>

/** Of each server. */
const connections = 10

/**
 * Sends all calls over ten connections to each server, each as soon as the one before has its response, and measures the
 * second half of them: V8 compiles what the first half runs.
 * @param servers one server, or several with the same data
 * @throws {Error} for a response that is not 200
 */
export async function measureLoad(
  servers: MeasuredServer | readonly MeasuredServer[],
  calls: readonly Call[],
): Promise<Throughput> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const all = [servers].flat()
  const half = Math.floor(calls.length / 2)
  /** Sends calls in this order, and returns their times. */
  const sendAll = async (calls: readonly Call[]) => {
    const times: number[] = []
    let next = 0
    const work = async (url: string) => {
      for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
        const startedAt = performance.now()
        await send(url, call, agent)
        times.push(performance.now() - startedAt)
      }
    }
    await Promise.all(all.flatMap(({ url }) => Array.from({ length: connections }, () => work(url))))
    return times
  }
  const usedCpuMs = async () => (await Promise.all(all.map((server) => server.cpuMs()))).reduce((sum, ms) => sum + ms)
  await sendAll(calls.slice(0, half))
  const cpuBefore = await usedCpuMs()
  const startedAt = performance.now()
  const times = await sendAll(calls.slice(half))
  const seconds = (performance.now() - startedAt) / 1_000
  const cpuMs = ((await usedCpuMs()) - cpuBefore) / times.length
  agent.destroy()
  times.sort((one, other) => one - other)
  return { perSecond: times.length / seconds, p95Ms: times[Math.floor(times.length * 0.95)] ?? 0, cpuMs }
}

function send(url: string, { method, path, headers = {}, body }: Call, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? 0 : Buffer.byteLength(body)
    const sent = request(
      url + path,
      { method, agent, headers: { ...headers, 'content-length': length } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          if (response.statusCode !== 200) text += chunk
        })
        response.on('end', () => {
          if (response.statusCode === 200) return resolve()
          reject(new Error(`${method} ${path} was answered with ${response.statusCode}: ${text}`))
        })
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
