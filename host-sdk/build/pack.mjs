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
await module.packCommand(process.argv.slice(2))
