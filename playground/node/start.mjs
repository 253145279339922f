#!/usr/bin/env node
// `tinycloud`: runs the node, configured by `tinycloud.toml` and TINYCLOUD_… variables.
import { loadSource } from '../loadSource.mjs'

try {
  const { serveNode } = await loadSource(new URL('serveNode.ts', import.meta.url))
  const node = await serveNode(process.env)
  process.stdout.write(`The node ${node.nodeId} listens on ${node.url}\n`)
  if (node.metricsUrl) process.stdout.write(`Metrics at ${node.metricsUrl}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => node.stop())
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
