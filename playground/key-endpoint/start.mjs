#!/usr/bin/env node
// Runs a key endpoint, configured by variables alone.
import { loadSource } from '../loadSource.mjs'

try {
  const { serveKeyEndpoint } = await loadSource(new URL('serveKeyEndpoint.ts', import.meta.url))
  const endpoint = await serveKeyEndpoint(process.env)
  process.stdout.write(`The key endpoint listens on ${endpoint.url}\n`)
  if (endpoint.metricsUrl) process.stdout.write(`Metrics at ${endpoint.metricsUrl}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => endpoint.stop())
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
