import { loadSource } from '../loadSource.mjs'

try {
  const { serveNode } = await loadSource(new URL('serveNode.ts', import.meta.url))
  const node = await serveNode(process.env, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`The node ${node.nodeId} listens on ${node.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => node.stop())
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
