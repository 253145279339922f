#!/usr/bin/env node
import { loadSource } from './loadSource.mjs'

try {
  const { runDev } = await loadSource(new URL('server/dev/runDev.ts', import.meta.url))
  process.exitCode = await runDev(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`openkey-dev: ${error?.name === 'UsageError' ? error.message : (error?.stack ?? error)}\n`)
  process.exit(2)
}
