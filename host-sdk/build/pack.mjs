import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// `npm run pack -- <folder>`. Node 20 does not strip types, so Vite loads the sources.
const { module } = await runnerImport(fileURLToPath(new URL('packCommand.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'warn',
  environments: {
    inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
  },
})
try {
  await module.packCommand(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n  ✗ ${error.message}\n\n`)
  process.exit(1)
}
