import { loadSource } from '../../.ci/loadSource.mjs'

process.env.NODE_ENV ??= 'production'
try {
  const { exportCommand } = await loadSource(new URL('exportCommand.ts', import.meta.url))
  await exportCommand(process.argv.slice(2))
} catch (error) {
  // A mistake in the configuration is for the person who deploys; a stack would hide the sentence.
  const isForPeople = error?.code === 'invalid_params'
  process.stderr.write(`\n  ✗ ${isForPeople ? error.message : (error?.stack ?? error)}\n\n`)
  process.exit(1)
}
