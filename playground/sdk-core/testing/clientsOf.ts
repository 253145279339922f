import { MemorySessionStorage } from '../storage/sessionStorage.ts'
import { TinyCloudClient } from '../tinyCloudClient.ts'
import type { Platform, TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'
import { type SigningAccount, type Wallet, walletOf } from './wallets.ts'

export const host = 'http://node.localhost:5176'
export const start = Date.parse('2026-03-01T12:00:00.000Z')

export type TestClock = { time: number; now(): number }

export function testClock(): TestClock {
  const clock = { time: start, now: () => clock.time }
  return clock
}

const platform: Platform = {
  domain: () => 'localhost:5173',
  sessionStorage: () => new MemorySessionStorage(),
}

export type TestClient = {
  readonly tinycloud: TinyCloudClient
  readonly wallet: Wallet
  readonly storage: MemorySessionStorage
  /** The requests sent so far: `POST <url>`. */
  readonly requests: string[]
  /** Creates a client for the next visit of the user, with the same wallet, storage and list of requests. */
  again(changes?: Partial<TinyCloudClientOptions>): TinyCloudClient
}

/** Creates clients of one node at {@link host}. Requests to other hosts fail. */
export function clientsOf(node: { fetch(request: Request): Promise<Response> }, clock: TestClock) {
  return (account: SigningAccount, options: Partial<TinyCloudClientOptions> = {}): TestClient => {
    const storage = new MemorySessionStorage()
    const wallet = walletOf(account)
    const requests: string[] = []
    const common: TinyCloudClientOptions = {
      signer: wallet,
      tinycloudHosts: [host],
      sessionStorage: storage,
      clock,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        requests.push(`${request.method} ${request.url}`)
        if (!request.url.startsWith(host)) throw new TypeError('fetch failed')
        return node.fetch(request)
      },
      ...options,
    }
    const again = (changes: Partial<TinyCloudClientOptions> = {}) =>
      new TinyCloudClient({ ...common, ...changes }, platform)
    return { tinycloud: again(), again, wallet, storage, requests }
  }
}
