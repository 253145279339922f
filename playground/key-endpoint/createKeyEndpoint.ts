import { createAccountFeature } from './account/createAccountFeature.ts'
import { createAuthFeature } from './auth/createAuthFeature.ts'
import { bootstrapSettings } from './bootstrap/bootstrapSettings.ts'
import { createBootstrapFeature } from './bootstrap/createBootstrapFeature.ts'
import { checkOptions } from './checkOptions.ts'
import { createApp } from './createApp.ts'
import { respondsInTime } from './database/respondsInTime.ts'
import { createRequireDelegateCaller } from './delegate/delegateCaller.ts'
import { delegateRoutes } from './delegate/delegateRoutes.ts'
import { createDeviceFeature } from './device/createDeviceFeature.ts'
import { defaultPrograms } from './device/programs.ts'
import { readPublicBase } from './http/publicBase.ts'
import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { createKeyFeature } from './keys/createKeyFeature.ts'
import { createImportKey, type ImportKey } from './keys/importKey.ts'
import { createKeyStore } from './keys/keyStore.ts'
import { createRouteBudgets } from './limits/routeBudgets.ts'
import { inboxRoutes } from './mail/inboxRoutes.ts'
import { openServices } from './openServices.ts'
import { createPasskeyFeature } from './passkeys/createPasskeyFeature.ts'
import { createSessionFeature } from './sessions/createSessionFeature.ts'

export type KeyEndpoint = {
  /** Handles a request. @param from origin of the request; without it, requests are not counted per client */
  readonly fetch: (request: Request, from?: RequestSource) => Promise<Response>
  readonly importKey: ImportKey
  /** Waits for pending work and closes the database. */
  readonly close: () => Promise<void>
}

export type RequestSource = {
  /** IP address of the caller: that of the socket, or as reported by a trusted proxy. */
  readonly clientAddress?: string | undefined
}

/**
 * Creates a key endpoint. Bind the server's port before calling this: two processes on one data folder corrupt its
 * database.
 * @throws {StartError} for an invalid configuration, a wrong sealing secret or an unusable database
 * @example
 * const endpoint = await createKeyEndpoint({
 *   dataDir: '.data',
 *   publicUrl: 'http://api.openkey.localhost:5175',
 *   widgetOrigin: 'http://openkey.localhost:5174',
 *   rpId: 'openkey.localhost',
 *   environment: 'development',
 * })
 * const response = await endpoint.fetch(request)
 */
export async function createKeyEndpoint(options: KeyEndpointOptions): Promise<KeyEndpoint> {
  checkOptions(options)
  const { publicUrl, widgetOrigin } = options
  const services = await openServices(options)
  const keys = createKeyStore(services)
  const sessions = createSessionFeature({ services, options })
  const auth = await createAuthFeature({ services, options, sessions, keys })
  const passkeys = createPasskeyFeature({ services, options, sessions, auth })
  const account = createAccountFeature({ services, sessions, passkeys })
  const device = createDeviceFeature({ services, options, sessions, keys, passkeys })
  const bootstrap = createBootstrapFeature({ services, options, sessions, keys })
  const signing = createKeyFeature({ services, options, keys, sessions, auth, passkeys, bootstrap })

  const { programs = defaultPrograms } = options
  const requireCaller = createRequireDelegateCaller({ ...services, ...sessions })
  const { domain, sessionLifetimeMs: maxLifetimeMs } = bootstrapSettings(options.bootstrap)
  const app = createApp({
    widgetOrigin,
    log: services.log,
    clock: services.clock,
    api: {
      auth: auth.routes,
      passkey: passkeys.routes,
      sessions: sessions.routes,
      account: account.routes,
      keys: [...signing.routes, ...bootstrap.routes],
      device: device.routes,
      delegate: [delegateRoutes({ ...services, requireCaller, programs, domain, maxLifetimeMs }), signing.narrowing],
    },
    budgets: createRouteBudgets(services.budgets),
    inbox: services.inbox && inboxRoutes({ inbox: services.inbox, publicUrl }),
    routePath: readPublicBase(publicUrl).routePath,
    proofNonce: sessions.proofNonce,
    isReady: () => respondsInTime(services.database),
    maxBodyMemoryBytes: options.maxBodyMemoryBytes,
  })

  return {
    fetch: async (request, from = {}) => app.fetch(request, from),
    importKey: createImportKey({ ...services, keys }),
    async close() {
      await Promise.all([bootstrap.stop(), services.settle()])
      await services.close()
    },
  }
}
