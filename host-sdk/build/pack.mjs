import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// `npm run pack -- <folder>`. Vite imports the TypeScript sources, because Node 20 cannot strip types.
const { module } = await runnerImport(fileURLToPath(new URL('packCommand.ts', import.meta.url)), {
  configFile: false,
  environments: { inline: { resolve: { conditions: ['@openkey/source', 'node'], noExternal: [/^@openkey\//] } } },
})
try {
  await module.packCommand(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n  ✗ ${error.message}\n\n`)
  process.exit(1)
}
