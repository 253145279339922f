import { loadSource } from '../../loadSource.mjs'

// `node run.mjs keyEndpointServer`, as a child process: starts the server that the module exports, and sends its parent
// what a client needs. Then it answers each message with the processor time that it has used.
const { start } = await loadSource(new URL(`${process.argv[2]}.ts`, import.meta.url))
process.send(await start())
process.on('message', () => process.send(process.cpuUsage()))
