import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readPorts } from '../playgroundPorts.ts'
import { type Playground, startPlayground } from '../startPlayground.ts'
import { readDevArguments, usage } from './readDevArguments.ts'
import { type SeededAccount, seedAccounts } from './seedAccounts.ts'

/** Addresses of the servers, as they are printed and passed on. */
type DevServers = Pick<Playground, 'widgetUrl' | 'keyEndpointUrl' | 'nodeUrl' | 'appUrl'> & {
  readonly inboxUrl: string
  readonly accounts: readonly SeededAccount[]
}

/** All users of a test come from one machine, and sign in more often than people do. */
const limits = {
  lettersPerClient: { count: 10_000, windowMs: 60_000 },
  signInsPerClient: { count: 10_000, windowMs: 60_000 },
  ceremoniesPerClient: { count: 10_000, windowMs: 60_000 },
}

/**
 * Runs `openkey-dev`: all servers on free ports, or on fixed ones, for the tests of an app.
 * @returns the exit code: that of the command, or 0
 * @throws {UsageError} for wrong arguments
 */
export async function runDev(args: readonly string[]): Promise<number> {
  const { accounts: emails, code, isJson, isHelp, hasFixedPorts, command } = readDevArguments(args)
  if (isHelp) {
    print(usage)
    return 0
  }
  const stopped = new AbortController()
  const stop = () => stopped.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  const playground = await startPlayground({
    limits,
    drawEmailCode: code === undefined ? undefined : () => code,
    // The app itself is of no use here, and its port is the default of Vite.
    ...(hasFixedPorts && { ports: { ...readPorts(process.env), app: 0 } }),
  })
  try {
    const { widgetUrl, keyEndpointUrl, nodeUrl, appUrl, keyEndpoint } = playground
    // Node does not resolve names below localhost everywhere.
    const inboxUrl = `http://127.0.0.1:${new URL(keyEndpointUrl).port}/inbox`
    const accounts = await seedAccounts(keyEndpoint, emails)
    const servers = { widgetUrl, keyEndpointUrl, nodeUrl, appUrl, inboxUrl, accounts }
    print(isJson ? JSON.stringify(servers) : describe(servers))
    if (command.length > 0) return await run(command, servers, stopped.signal)
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
    return 0
  } finally {
    await playground.stop()
  }
}

function describe({ widgetUrl, keyEndpointUrl, nodeUrl, inboxUrl, accounts }: DevServers): string {
  return [
    `widget        ${widgetUrl}`,
    `key endpoint  ${keyEndpointUrl}`,
    `node          ${nodeUrl}`,
    `inbox         ${inboxUrl}`,
    ...accounts.map(({ email, address }) => `account       ${address} ${email}`),
  ].join('\n')
}

async function run([program = '', ...args]: readonly string[], servers: DevServers, signal: AbortSignal) {
  const child = spawn(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      OPENKEY_WIDGET_URL: servers.widgetUrl,
      OPENKEY_KEY_ENDPOINT_URL: servers.keyEndpointUrl,
      OPENKEY_INBOX_URL: servers.inboxUrl,
      TINYCLOUD_HOST: servers.nodeUrl,
    },
  })
  signal.addEventListener('abort', () => child.kill())
  const [code]: (number | null)[] = await once(child, 'close')
  return code ?? 1
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
