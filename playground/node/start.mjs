import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// Node 20 does not strip types, so Vite loads the node's source.
try {
  const { module } = await runnerImport(fileURLToPath(new URL('serveNode.ts', import.meta.url)), {
    configFile: false,
    logLevel: 'warn',
    environments: {
      inline: { resolve: { conditions: ['@openkey/source', 'module', 'node', 'development|production'] } },
    },
  })
  const node = await module.serveNode(process.env, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`The node ${node.nodeId} listens on ${node.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => node.stop())
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
