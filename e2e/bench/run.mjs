import { loadSource } from '../../playground/loadSource.mjs'

// `npm run bench` measures the widget, and `npm run bench servers` the servers.
const [measurement, subject] = process.argv.slice(2)
const name = measurement === 'speed' && subject === 'servers' ? 'servers' : measurement
const { main } = await loadSource(new URL(`${name}.ts`, import.meta.url))
process.exit((await main()) ? 0 : 1)
