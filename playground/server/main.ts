import { fileURLToPath } from 'node:url'
import { ConfigurationError, readNodeConfig } from '../node/index.ts'
import { readPorts } from './playgroundPorts.ts'
import { printFailures } from './printFailures.ts'
import { type Playground, startPlayground } from './startPlayground.ts'

const defaultDataDir = fileURLToPath(new URL('../.data', import.meta.url))

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Runs `npm start`: the playground on its default ports until Ctrl-C. Resolves once all servers respond. */
export async function main(): Promise<void> {
  const { env } = process
  const dataDir = env.OPENKEY_DATA_DIR || defaultDataDir
  const { address, logLevel, options } = readNodeConfig(env)
  if (!loopback.has(address)) {
    const expected = 'a loopback address: the playground is for one machine. Run the node alone for others'
    throw new ConfigurationError({ variable: 'TINYCLOUD_ADDRESS', received: address, expected })
  }
  const failures = printFailures((line) => console.error(`  ${line}`), logLevel)
  const starting = startPlayground({
    ports: readPorts(env),
    dataDir,
    nodeOptions: { ...options, ...failures.node },
    logKeyEndpoint: failures.keyEndpoint,
    log: (line) => console.log(`  ✓ ${line}`),
  })
  stopOnSignal(starting)
  const { appUrl, keyEndpointUrl } = await starting
  console.log(`  ✓ data          ${dataDir}`)
  console.log(`\n  Open ${appUrl}\n  Sign-in codes arrive at ${keyEndpointUrl}/inbox\n  Ctrl-C stops all.\n`)
}

/** Stops all servers in order on the first signal, also during the start. Exits immediately on the second. */
function stopOnSignal(starting: Promise<Playground>): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    console.log('\n  Stopping…')
    starting
      .then((playground) => playground.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error)
          process.exit(1)
        },
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
