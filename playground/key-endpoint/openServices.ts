import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock, type WallClock } from '@openkey/protocol'
import { checkReplica } from './checkOptions.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/openDatabase.ts'
import { createReplayGuard, type ReplayGuard } from './database/replayGuard.ts'
import { startRetention } from './database/retention.ts'
import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { type Budgets, createBudgets } from './limits/budgets.ts'
import type { Log } from './log.ts'
import { type AccountNotices, createAccountNotices } from './mail/accountNotice.ts'
import { createInbox, type Inbox } from './mail/inbox.ts'
import type { Mail } from './mail/mail.ts'
import { checkSealingSecret } from './sealing/activeSecret.ts'
import { loadSealingSecret, parseSecret } from './sealing/loadSealingSecret.ts'
import { resealInBackground } from './sealing/resealKeys.ts'
import type { AcceptedSecrets } from './sealing/secrets.ts'
import { choosePersonalSigner } from './sealing/signers/choosePersonalSigner.ts'
import { createVault, type Vault } from './sealing/vault.ts'
import { StartError } from './startError.ts'

/** The services that the features share. */
export type Services = {
  readonly database: Database
  readonly secrets: AcceptedSecrets
  readonly vault: Vault
  readonly replayGuard: ReplayGuard
  readonly budgets: Budgets
  readonly mail: Mail
  readonly notices: AccountNotices
  readonly clock: WallClock
  readonly log: Log
}

export type OpenServices = Services & {
  readonly inbox: Inbox | undefined
  /** Waits for pending emails, and stops the work in the background. */
  readonly settle: () => Promise<void>
  /** Closes the database. */
  readonly close: () => Promise<void>
}

/**
 * Opens the database, checks the sealing secret, and creates the services that the features share.
 * @throws {StartError}
 */
export async function openServices(options: KeyEndpointOptions): Promise<OpenServices> {
  const { dataDir, widgetOrigin, environment, clock = systemClock, log = () => {} } = options
  const { mail, inbox } = chooseMail({ given: options.mail, environment, clock })
  const databaseUrl = options.databaseUrl ?? (dataDir === ':memory:' ? undefined : process.env.DATABASE_URL)
  const folder = dataDir === ':memory:' || databaseUrl !== undefined ? undefined : dataDir
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 })

  const sealingSecret = options.sealingSecret ?? process.env.OPENKEY_SEALING_SECRET
  if (databaseUrl !== undefined) checkReplica({ databaseUrl, sealingSecret })
  const secret = await loadSealingSecret({ given: sealingSecret, file: folder && join(folder, 'sealing-secret') })
  const previousSecret = options.previousSealingSecret ?? process.env.OPENKEY_SEALING_SECRET_PREVIOUS
  const previous = previousSecret ? parseSecret(previousSecret, 'OPENKEY_SEALING_SECRET_PREVIOUS') : undefined
  const { database, close } = await openDatabase({
    url: databaseUrl,
    maxConnections: options.maxConnections,
    folder: folder && join(folder, 'postgres'),
    log,
  })
  const secrets = await checkSealingSecret(database, previous ? [secret, previous] : [secret]).catch(async (error) => {
    await close()
    throw error
  })

  const budgets = createBudgets({ database, clock, limits: options.limits })
  const notices = createAccountNotices({ database, mail, budgets, widgetOrigin, log })
  // Replicas are resealed by `reseal.mjs`, once each of them accepts both secrets.
  const isResealing = previous !== undefined && databaseUrl === undefined
  const stopResealing = isResealing ? resealInBackground({ database, secret, previous, log }) : async () => {}

  const stopRetention = startRetention({ database, clock, log })

  return {
    database,
    secrets,
    vault: createVault({ secrets, signer: choosePersonalSigner(log) }),
    replayGuard: createReplayGuard({ database, clock }),
    budgets,
    mail,
    notices,
    clock,
    log,
    inbox,
    async settle() {
      await Promise.all([notices.settle(), stopResealing(), stopRetention()])
    },
    close,
  }
}

/**
 * Returns the given transport, or the development inbox. The inbox is not available if either the option `environment`
 * or `NODE_ENV` is `production`.
 * @throws {StartError} `mail_transport_missing` in production without a transport
 */
export function chooseMail({
  given,
  environment,
  clock,
}: {
  readonly given: Mail | undefined
  readonly environment: 'development' | 'production'
  readonly clock: WallClock
}): { readonly mail: Mail; readonly inbox?: Inbox } {
  if (given !== undefined) return { mail: given }
  if (environment === 'production' || process.env.NODE_ENV === 'production') {
    throw new StartError(
      'mail_transport_missing',
      'No mail transport. Set the option `mail`: the inbox is available only in development.',
    )
  }
  const inbox = createInbox({ clock })
  return { mail: inbox, inbox }
}
