import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// `node e2e/bench/run.mjs size` or `… speed`. Node 20 does not strip types, so Vite loads the sources.
const { module } = await runnerImport(fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url)), {
  configFile: false,
  logLevel: 'warn',
  environments: {
    inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
  },
})
process.exit((await module.main()) ? 0 : 1)
