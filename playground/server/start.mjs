import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// Node 20 does not strip types, so Vite loads the servers' sources.
console.log('\n  OpenKey playground\n')
try {
  const { module } = await runnerImport(fileURLToPath(new URL('main.ts', import.meta.url)), {
    configFile: false,
    logLevel: 'warn',
    environments: {
      inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
    },
  })
  await module.main()
} catch (error) {
  // A busy port or a wrong secret is for the person who starts this; a stack would hide the sentence.
  const isForPeople = error instanceof Error && /^(PortInUse|DataDirInUse|Configuration|Start)Error$/.test(error.name)
  console.error(`\n  ✗ ${isForPeople ? error.message : (error?.stack ?? error)}\n`)
  process.exit(1)
}
