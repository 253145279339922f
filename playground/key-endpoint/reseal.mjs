import { loadSource } from '../loadSource.mjs'

try {
  const { resealCommand } = await loadSource(new URL('sealing/resealCommand.ts', import.meta.url))
  await resealCommand(process.env, (line) => process.stdout.write(`${line}\n`))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
