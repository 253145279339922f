import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { OpenKeyError } from '@openkey/protocol'
import { exportWidget } from './exportWidget.ts'

const usage =
  'npm run export -- --config deployment.json --origin https://openkey.example --out dist [--root /srv/openkey]'

/**
 * Runs `npm run export`: reads the configuration and writes the hosting files.
 * @throws {OpenKeyError} `invalid_params` if an option is missing or invalid. Its message says how to correct it
 */
export async function exportCommand(args: readonly string[]): Promise<void> {
  const { config, origin, out, root } = parseOptions(args)
  await exportWidget({ config: await readConfig(config), origin, outDir: out, root })
}

function parseOptions(args: readonly string[]) {
  const option = { type: 'string' } as const
  const { values } = readArgs(() =>
    parseArgs({ args: [...args], options: { config: option, origin: option, out: option, root: option } }),
  )
  const { config, origin, out, root } = values
  if (!config) throw missing('config')
  if (!origin) throw missing('origin')
  if (!out) throw missing('out')
  return { config, origin, out, root }
}

function readArgs<T>(parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new OpenKeyError('invalid_params', `${message}. Usage:\n\n  ${usage}`, { cause })
  }
}

function missing(field: string): OpenKeyError {
  return new OpenKeyError('invalid_params', `Missing option --${field}. Usage:\n\n  ${usage}`, { details: { field } })
}

async function readConfig(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new OpenKeyError('invalid_params', `Cannot read ${file} as JSON: ${reason}`, {
      details: { field: 'config' },
      cause,
    })
  }
}
