import { parseArgs } from 'node:util'

export type DevArguments = {
  /** Email addresses of accounts to create. */
  readonly accounts: readonly string[]
  /** Every sign-in code, six digits. Without it, codes are random. */
  readonly code: string | undefined
  /** Whether the addresses are printed as one line of JSON. */
  readonly isJson: boolean
  readonly isHelp: boolean
  /** Whether the servers use the same ports each time. */
  readonly hasFixedPorts: boolean
  /** Program to run, with its arguments. Without it, the servers run until Ctrl-C. */
  readonly command: readonly string[]
}

/** The arguments are wrong. `message` says how, for the person who wrote them. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const usage = `Usage: openkey-dev [options] [-- command…]

Starts widget, key endpoint, node and inbox on free ports, with data in memory. Runs the command with their addresses in
its environment, and exits with its exit code. Without a command, runs until Ctrl-C.

  --account <email>  creates an account, whose address depends on the email only; repeatable
  --code <digits>    uses these six digits for every sign-in code
  --fixed-ports      uses the ports of npm start, 5174 to 5176, so that a page can contain the addresses
  --json             prints the addresses as one line of JSON
  --help             prints this text

Environment of the command: OPENKEY_WIDGET_URL, OPENKEY_KEY_ENDPOINT_URL, OPENKEY_INBOX_URL, TINYCLOUD_HOST`

/** @throws {UsageError} */
export function readDevArguments(args: readonly string[]): DevArguments {
  const end = args.indexOf('--')
  const [own, command] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)]
  const { account = [], code, json = false, help = false, 'fixed-ports': hasFixedPorts = false } = parseOptions(own)
  if (code !== undefined && !/^\d{6}$/.test(code)) throw new UsageError(`--code takes six digits, not “${code}”.`)
  if (end >= 0 && command.length === 0) throw new UsageError('There is no command after “--”.')
  return { accounts: account, code, isJson: json, isHelp: help, hasFixedPorts, command }
}

function parseOptions(args: readonly string[]) {
  try {
    const options = {
      account: { type: 'string', multiple: true },
      code: { type: 'string' },
      json: { type: 'boolean' },
      'fixed-ports': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
