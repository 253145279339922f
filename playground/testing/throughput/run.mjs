import { loadSource } from '../../loadSource.mjs'

// `node run.mjs keyEndpointServer`: starts the server that the module exports and prints what a client needs, as JSON.
const { start } = await loadSource(new URL(`${process.argv[2]}.ts`, import.meta.url))
process.stdout.write(`${JSON.stringify(await start())}\n`)
