import { Command, CommanderError } from 'commander'
import type { JsonValue, Result, TinyCloudNode } from '../index.ts'
import { TinyCloudError } from '../index.ts'
import type { Access } from './access.ts'

/** The parts of the process that the commands use. */
export type CommandEnvironment = {
  readonly access: Access
  /** Writes one line to the standard output. */
  readonly print: (line: string) => void
  /** Writes one line to the standard error. */
  readonly report: (line: string) => void
  /** Shows a person what takes long, until the next call. `''` ends it. Does nothing without a terminal. */
  readonly progress: (text: string) => void
  readonly readInput: () => Promise<string>
}

/** Exit codes. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notFound: 3, notSignedIn: 4 } as const

/**
 * Runs one command line, without the program's name.
 * @returns the exit code; errors are reported, and never thrown
 */
export async function runCommand(args: readonly string[], environment: CommandEnvironment): Promise<number> {
  const { report } = environment
  const program = createProgram(environment)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (!(error instanceof TinyCloudError)) throw error
    report(`${error.code}: ${error.message}`)
    if (error.code === 'key_not_found') return exitCodes.notFound
    if (error.code !== 'signer_missing' && error.code !== 'access_ended') return exitCodes.failed
    report('Run “tinycloud login”, or set TINYCLOUD_PRIVATE_KEY to a private key.')
    return exitCodes.notSignedIn
  }
}

function createProgram({ access, print, report, progress, readInput }: CommandEnvironment): Command {
  const program = new Command('tinycloud')
    .description('Reads and writes the TinyCloud space of your account, or of a private key.')
    .option('--json', 'print JSON')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => report(text.trimEnd()) })
    .addHelpText(
      'after',
      '\nWithout a command, tinycloud runs a node. TINYCLOUD_HOST is the node that the commands use, ' +
        'TINYCLOUD_KEY_ENDPOINT the key endpoint for “login”. TINYCLOUD_PRIVATE_KEY uses a key of your own instead. ' +
        'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such key, 4 not signed in.',
    )

  const show = (value: JsonValue, text: string) => print(program.opts().json ? JSON.stringify(value) : text)

  /** Shows what takes long while `work` does it. With `--json`, a program reads the output. */
  async function showing<Value>(
    text: string,
    work: (update: (text: string) => void) => Promise<Value>,
  ): Promise<Value> {
    const update = program.opts().json ? () => {} : progress
    update(text)
    try {
      return await work(update)
    } finally {
      update('')
    }
  }

  /** Signs in, or reuses the stored session. */
  async function signedIn(): Promise<TinyCloudNode> {
    const tc = await access.createClient()
    await showing('Signing in …', () => tc.signIn())
    const { bootstrapStatus } = tc
    if (bootstrapStatus?.status === 'degraded') report(`The account is incomplete: ${bootstrapStatus.reason}`)
    return tc
  }

  program
    .command('login')
    .description('connect to your account: prints an address and a code to type there')
    .action(async () => {
      const { expiresAt } = await access.login(({ verificationUri, userCode, expiresInMs }) => {
        const minutes = Math.round(expiresInMs / 60_000)
        if (program.opts().json) print(JSON.stringify({ verificationUri, userCode, expiresInMs }))
        else
          report(`Open ${verificationUri} and type this code within ${minutes} minutes:\n\n  ${userCode}\n\nWaiting …`)
      })
      const { did } = await signedIn()
      const until = new Date(expiresAt).toISOString()
      show({ did, expiresAt: until }, `Connected to ${did} until ${until}`)
    })

  program
    .command('whoami')
    .description('show the DID of the account')
    .action(async () => {
      const { did } = await signedIn()
      show({ did }, did)
    })

  const kv = program.command('kv').description('values')
  kv.command('put <key> [value]')
    .description('store a value; without it, the standard input')
    .action(async (key: string, value?: string) => {
      const text = value ?? (await readInput())
      unwrap(await (await signedIn()).kv.put(key, text))
      show({ key }, key)
    })
  kv.command('get <key>')
    .description('print a value')
    .action(async (key: string) => {
      const { data } = unwrap(await (await signedIn()).kv.get(key))
      const value = data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data
      show({ key, value }, typeof value === 'string' ? value : JSON.stringify(value))
    })
  kv.command('ls [prefix]')
    .description('list keys')
    .action(async (prefix?: string) => {
      const tc = await signedIn()
      const keys = await showing('Listing keys …', (update) =>
        listAll(tc, prefix ?? '', (count) => update(`Listing keys … ${count}`)),
      )
      show({ keys }, keys.join('\n'))
    })
  kv.command('rm <key>')
    .description('delete a value')
    .action(async (key: string) => {
      unwrap(await (await signedIn()).kv.delete(key))
      show({ key }, key)
    })

  program
    .command('sql <statement>')
    .description('run one SQL statement')
    .option('--database <name>', 'name of the database', 'default')
    .action(async (statement: string, { database }: { readonly database: string }) => {
      const sql = (await signedIn()).sql.database(database)
      const isQuery = /^\s*(select|with|values|explain)\b/i.test(statement)
      if (!isQuery) {
        const changes = Number(unwrap(await sql.execute(statement)).changes)
        return show({ changes }, String(changes))
      }
      const { columns, rows } = unwrap(await sql.query(statement))
      const cells = rows.map((row) => row.map((cell) => (typeof cell === 'object' && cell ? [...cell] : toJson(cell))))
      return show({ columns: [...columns], rows: cells }, [columns, ...cells].map((row) => row.join('\t')).join('\n'))
    })

  program
    .command('delegate <did>')
    .description('delegate a path to another user’s DID; prints the delegation')
    .requiredOption('--path <path>', 'prefix of keys, or name of a database')
    .option('--ability <name...>', 'for example tinycloud.kv/get', ['tinycloud.kv/get'])
    .action(async (did: string, { path, ability }: { readonly path: string; readonly ability: readonly string[] }) => {
      const tc = await signedIn()
      const delegation = await tc.createDelegation({ delegateDID: did, abilities: ability, path })
      print(JSON.stringify(delegation))
    })

  program
    .command('share <path>')
    .description('create a link that gives access to a path without an account')
    .option('--url <url>', 'page that opens the link')
    .option('--minutes <count>', 'lifetime of the link', '60')
    .action(async (path: string, { url, minutes }: { readonly url?: string; readonly minutes: string }) => {
      const tc = await signedIn()
      const { link, delegation } = await tc.share({ path, url, expiresInMs: Number(minutes) * 60_000 })
      show({ link, delegationCid: delegation.delegationCid }, link)
    })
  program
    .command('revoke <cid>')
    .description('end a delegation or link, by the delegationCid that --json prints')
    .action(async (delegationCid: string) => {
      await (await signedIn()).revokeDelegation({ delegationCid })
      show({ delegationCid }, delegationCid)
    })

  program
    .command('logout')
    .description('end the connection to your account, and delete the stored session')
    .action(async () => {
      await access.logout()
      show({ signedOut: true }, 'Signed out.')
    })
  return program
}

async function listAll(tc: TinyCloudNode, prefix: string, onPage: (count: number) => void): Promise<string[]> {
  const keys: string[] = []
  let cursor: string | undefined
  do {
    const page = unwrap(await tc.kv.list({ prefix, ...(cursor !== undefined && { cursor }) }))
    keys.push(...page.keys)
    onPage(keys.length)
    cursor = page.cursor
  } while (cursor !== undefined)
  return keys
}

function toJson(cell: null | number | bigint | string): JsonValue {
  return typeof cell === 'bigint' ? String(cell) : cell
}

function unwrap<Data>(result: Result<Data>): Data {
  if (result.ok) return result.data
  throw result.error
}
