import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { autoSignRoutes } from './account/autoSignRoutes.ts'
import { signInRoutes } from './account/signInRoutes.ts'
import { createSignInSettings } from './account/signInSettings.ts'
import { createAuth } from './auth/createAuth.ts'
import { authRoutes } from './auth/emailCodeRoutes.ts'
import { createEmailCodeRules } from './auth/emailCodeRules.ts'
import { createEmailCodes } from './auth/emailCodes.ts'
import { createForgiveOwner } from './auth/forgiveOwner.ts'
import { createPartitionTokens } from './auth/partitionTokens.ts'
import { createWrongCodes } from './auth/wrongCodes.ts'
import { noBootstrap } from './bootstrap/bootstrap.ts'
import { bootstrapSettings } from './bootstrap/bootstrapSettings.ts'
import { createBootstrap } from './bootstrap/createBootstrap.ts'
import { bootstrapRoutes } from './bootstrap/record/bootstrapRoutes.ts'
import { createBootstrapStore } from './bootstrap/record/bootstrapStore.ts'
import { createReportBootstrap } from './bootstrap/reportBootstrap.ts'
import { checkOptions } from './checkOptions.ts'
import { checkReplica } from './checkReplica.ts'
import { systemClock } from './clock.ts'
import { createApp } from './createApp.ts'
import type { Transaction } from './database/database.ts'
import { openDatabase } from './database/openDatabase.ts'
import { createClaimOnce } from './database/replayGuard.ts'
import { createDpopPossession } from './dpop/dpopAuth.ts'
import { createNonces } from './dpop/nonces.ts'
import { readPublicBase } from './http/publicBase.ts'
import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { createApprovals } from './keys/approvals.ts'
import { createImportKey, type ImportKey } from './keys/importKey.ts'
import { keyRoutes } from './keys/keyRoutes.ts'
import { createKeyStore } from './keys/keyStore.ts'
import { createFindSigner } from './keys/signingSession.ts'
import { signRoute } from './keys/signRoute.ts'
import { createBudgets } from './limits/budgets.ts'
import { createRouteBudgets } from './limits/routeBudgets.ts'
import { createAccountNotices } from './mail/accountNotice.ts'
import { chooseMail } from './mail/chooseMail.ts'
import { inboxRoutes } from './mail/inboxRoutes.ts'
import { createChallenges } from './passkeys/challenges.ts'
import { createRequireFreshGesture } from './passkeys/freshGesture.ts'
import { passkeyRoutes } from './passkeys/passkeyRoutes.ts'
import { createPasskeyStore } from './passkeys/passkeyStore.ts'
import { checkSealingSecret, requireSecretInForce } from './sealing/activeSecret.ts'
import { loadSealingSecret, parseSecret } from './sealing/loadSealingSecret.ts'
import { resealInBackground } from './sealing/resealInBackground.ts'
import { deriveSecrets } from './sealing/secrets.ts'
import { createVault } from './sealing/vault.ts'
import { createReadCaller } from './sessions/readCaller.ts'
import { bearerOnly } from './sessions/sessionAuth.ts'
import { sessionRoutes } from './sessions/sessionRoutes.ts'
import { createSessions } from './sessions/sessions.ts'
import { createSessionTokens, secretText } from './sessions/sessionToken.ts'

export type KeyEndpoint = {
  /** @param from where the request comes from; without it, nothing is counted per client */
  readonly fetch: (request: Request, from?: RequestSource) => Promise<Response>
  readonly importKey: ImportKey
  /** Lets what runs come to its end and closes the database. */
  readonly close: () => Promise<void>
}

export type RequestSource = {
  /** IP address of the caller: the socket's, or what a trusted proxy says it is. */
  readonly clientAddress?: string | undefined
}

/**
 * A key endpoint on one data folder. Bind its port before this: two processes on one folder destroy its database.
 * @throws {StartError} when it cannot keep its promises with this configuration, secret or database
 */
export async function createKeyEndpoint(options: KeyEndpointOptions): Promise<KeyEndpoint> {
  checkOptions(options)
  const { dataDir, publicUrl, widgetOrigin, rpId, environment, embedding = { allow: 'any' } } = options
  const { clock = systemClock, log = () => {} } = options
  const settings = bootstrapSettings(options.bootstrap)
  const { mail, inbox } = chooseMail({ given: options.mail, environment, clock })
  const databaseUrl = options.databaseUrl ?? (dataDir === ':memory:' ? undefined : process.env.DATABASE_URL)
  const folder = dataDir === ':memory:' || databaseUrl !== undefined ? undefined : dataDir
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 })

  const sealingSecret = options.sealingSecret ?? process.env.OPENKEY_SEALING_SECRET
  if (databaseUrl !== undefined) checkReplica({ databaseUrl, sealingSecret })
  const secret = await loadSealingSecret({ given: sealingSecret, file: folder && join(folder, 'sealing-secret') })
  const formerSecret = options.previousSealingSecret ?? process.env.OPENKEY_SEALING_SECRET_PREVIOUS
  const previous = formerSecret ? parseSecret(formerSecret, 'OPENKEY_SEALING_SECRET_PREVIOUS') : undefined
  const { database, close } = await openDatabase({ url: databaseUrl, folder: folder && join(folder, 'postgres'), log })
  const secrets = await checkSealingSecret(database, previous ? [secret, previous] : [secret]).catch(async (error) => {
    await close()
    throw error
  })

  const authSecrets = deriveSecrets(secrets, 'openkey/auth/v1')
  const tokens = createSessionTokens({ secrets: authSecrets })
  const vault = createVault({ secrets })
  const secretInForce = (transaction: Transaction) => requireSecretInForce(transaction, secrets)
  const keys = createKeyStore({ database, vault, secretInForce, clock })
  const proofNonces = createNonces({ secrets: deriveSecrets(secrets, 'openkey/dpop-nonce/v1'), clock })
  const partitions = createPartitionTokens({ secrets: deriveSecrets(secrets, 'openkey/partition/v1') })
  const claimOnce = createClaimOnce({ database, clock })
  const isProofRequired = options.dpop === 'required'
  const possession = isProofRequired ? createDpopPossession({ nonces: proofNonces, claimOnce, publicUrl }) : bearerOnly
  const readCaller = createReadCaller({ tokens, possession })
  const budgets = createBudgets({ database, clock, limits: options.limits })
  const sessions = createSessions({ database, readCaller, budgets, clock })
  const auth = await createAuth({
    database,
    secret: secretText(authSecrets[0]),
    publicUrl,
    log,
    clock,
    onNewUser: async (userId) => {
      await keys.generate(userId)
    },
  })
  const store = createBootstrapStore({ database, clock, leaseMs: settings.leaseMs })
  const bootstrap =
    options.bootstrap === undefined ? noBootstrap : createBootstrap({ settings, environment, store, fetch, clock, log })
  const provisioning = createReportBootstrap({ bootstrap, budgetMs: settings.syncBudgetMs, log })
  const party = { rpId, widgetOrigin, embedding }
  const passkeys = createPasskeyStore({ database })
  const challenges = createChallenges({ secrets: deriveSecrets(secrets, 'openkey/challenge/v1'), claimOnce, clock })
  const requireFreshGesture = createRequireFreshGesture({ challenges, party, passkeys, budgets, clock })
  const notices = createAccountNotices({ database, mail, budgets, widgetOrigin, log })
  const wrongCodes = createWrongCodes({ database, budgets, clock })
  const onPasskeySignIn = createForgiveOwner({ database, budgets, wrongCodes })

  const app = createApp({
    widgetOrigin,
    log,
    clock,
    api: {
      auth: [
        authRoutes({
          auth,
          tokens,
          sessions,
          possession,
          rules: createEmailCodeRules({
            database,
            policy: { ...options.emailCode, publicUrl },
            partitions,
            widgetOrigin,
          }),
          codes: createEmailCodes({ database, secrets: deriveSecrets(secrets, 'openkey/code/v1') }),
          mail,
          wrongCodes,
          partitions,
          publicUrl,
          budgets,
        }),
      ],
      passkey: [
        passkeyRoutes({
          party,
          challenges,
          passkeys,
          sessions,
          possession,
          auth,
          tokens,
          partitions,
          budgets,
          requireFreshGesture,
          notices,
          onSignIn: onPasskeySignIn,
          clock,
        }),
      ],
      sessions: [sessionRoutes({ database, sessions, clock })],
      account: [
        autoSignRoutes({ database, sessions }),
        signInRoutes({ settings: createSignInSettings({ database }), sessions, requireFreshGesture, notices }),
      ],
      keys: [
        keyRoutes({ keys, sessions, requireFreshGesture }),
        bootstrapRoutes({ keys, sessions, store }),
        signRoute({
          findSigner: createFindSigner({ database, readCaller, clock }),
          keys,
          approvals: createApprovals({ party, passkeys, claimOnce, clock }),
          approval: options.approval ?? 'optional',
          possession,
          async openSession(userId, bounds) {
            const sessionToken = tokens.sign(await auth.openSession(userId, bounds))
            await onPasskeySignIn(userId)
            return { sessionToken, partitionToken: partitions.issue(userId) }
          },
          budgets,
          vault,
          reportBootstrap: provisioning.report,
        }),
      ],
    },
    budgets: createRouteBudgets(budgets),
    routePath: readPublicBase(publicUrl).routePath,
    inbox: inbox && inboxRoutes({ inbox, publicUrl }),
    ...(isProofRequired && { proofNonce: proofNonces.current }),
  })

  // With replicas, the command moves the keys once each replica accepts both secrets.
  const isMoved = previous !== undefined && databaseUrl === undefined
  const stopResealing = isMoved ? resealInBackground({ database, secret, previous, log }) : async () => {}

  return {
    fetch: async (request, from = {}) => app.fetch(request, from),
    importKey: createImportKey({ database, keys, clock }),
    async close() {
      await Promise.all([provisioning.stop(), notices.settle(), stopResealing()])
      await close()
    },
  }
}
