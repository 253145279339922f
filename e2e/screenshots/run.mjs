import { loadSource } from '../../playground/loadSource.mjs'

const { main } = await loadSource(new URL('screenshots.ts', import.meta.url))
process.exit((await main(process.argv.slice(2))) ? 0 : 1)
