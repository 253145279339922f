import { loadSource } from '../../playground/loadSource.mjs'

// `node e2e/bench/run.mjs size` or `… speed`.
const { main } = await loadSource(new URL(`${process.argv[2]}.ts`, import.meta.url))
process.exit((await main()) ? 0 : 1)
