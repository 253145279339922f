import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// Node 20 does not strip types, so Vite loads the sources.
try {
  const { module } = await runnerImport(fileURLToPath(new URL('exportCommand.ts', import.meta.url)), {
    configFile: false,
    logLevel: 'warn',
    environments: {
      inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
    },
  })
  await module.exportCommand(process.argv.slice(2))
} catch (error) {
  // A mistake in the configuration is for the person who deploys; a stack would hide the sentence.
  const isForPeople = error?.code === 'invalid_params'
  process.stderr.write(`\n  ✗ ${isForPeople ? error.message : (error?.stack ?? error)}\n\n`)
  process.exit(1)
}
