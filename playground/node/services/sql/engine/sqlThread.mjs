import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// Threads inherit no loader and Node 20 does not strip types, so Vite loads the source here too.
const { module } = await runnerImport(fileURLToPath(new URL('serveSqlJobs.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'silent',
  environments: {
    inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
  },
})
await module.serveSqlJobs()
