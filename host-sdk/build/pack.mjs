import { loadSource } from '../../.ci/loadSource.mjs'

// `npm run pack -- <folder>`.
const { packCommand } = await loadSource(new URL('packCommand.ts', import.meta.url))
try {
  await packCommand(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n  ✗ ${error.message}\n\n`)
  process.exit(1)
}
