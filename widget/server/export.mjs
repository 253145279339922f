import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// `npm run export -- …`. Vite imports the TypeScript sources, because Node 20 cannot strip types.
process.env.NODE_ENV ??= 'production'
try {
  const { module } = await runnerImport(fileURLToPath(new URL('exportCommand.ts', import.meta.url)), {
    configFile: false,
    environments: { inline: { resolve: { conditions: ['@openkey/source', 'node'], noExternal: [/^@openkey\//] } } },
  })
  await module.exportCommand(process.argv.slice(2))
} catch (error) {
  // Show a mistake in the configuration as one sentence, without a stack.
  const isForPeople = error?.code === 'invalid_params'
  process.stderr.write(`\n  ✗ ${isForPeople ? error.message : (error?.stack ?? error)}\n\n`)
  process.exit(1)
}
