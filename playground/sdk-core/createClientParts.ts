import { systemClock } from '@openkey/protocol'
import type { SessionKey } from '@openkey/protocol/session'
import { createDelegator, type Delegator } from './delegation/createDelegator.ts'
import { type DelegatedAccess, openAccess } from './delegation/openAccess.ts'
import { type Authorization, createAuthorization } from './session/createAuthorization.ts'
import { createSessionKeeper, type SessionKeeper } from './session/createSessionKeeper.ts'
import { createSigning, type Signing } from './session/signing.ts'
import { createSpaces, type Spaces } from './space/createSpaces.ts'
import { createSessionRecords } from './storage/sessionRecords.ts'
import { defaultHosts, type Platform, type TinyCloudClientOptions } from './tinyCloudClientOptions.ts'

/** The parts of a client. */
export type ClientParts = {
  readonly sessions: SessionKeeper
  readonly authorization: Authorization
  readonly spaces: Spaces
  readonly delegator: Delegator
  /** @param key holder of the delegation. @default this client's session */
  readonly openAccess: (portable: unknown, key?: SessionKey) => Promise<DelegatedAccess>
  /** @throws {TinyCloudError} `signer_missing` */
  readonly signing: () => Signing
  readonly notify: NonNullable<Platform['notify']>
  readonly now: () => number
}

/** Connects the parts of a client, and fills in the defaults. */
export function createClientParts(options: TinyCloudClientOptions, platform: Platform): ClientParts {
  const { clock = systemClock, kvPrefix = '', persistSession = true, tinycloudHosts = defaultHosts } = options
  const { autoCreateSpace = true, afterSignIn = [], signer, signStrategy, sessionExpirationMs } = options
  const { sessionStorage = platform.sessionStorage(), sessionStorageKeyPrefix = 'tinycloud' } = options
  const { notify = () => {} } = platform
  const now = () => clock.now()
  const fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
  const common = { tinycloudHosts, capabilities: options, fetch, now }
  const records = createSessionRecords(sessionStorage, sessionStorageKeyPrefix)
  const sessions = createSessionKeeper({ ...common, records, persistSession, notify })
  const requireSession = sessions.require
  const domain = () => options.domain ?? platform.domain()
  const signing = createSigning({ signer, signStrategy, sessionExpirationMs, domain, now })
  const hosting = () => (signer ? signing() : undefined)
  const hostingAtSignIn = () => (autoCreateSpace ? hosting() : undefined)
  return {
    sessions,
    authorization: createAuthorization({ ...common, sessions, signing, hosting: hostingAtSignIn, afterSignIn }),
    spaces: createSpaces({ requireSession, hosting, kvPrefix, now }),
    delegator: createDelegator({ requireSession, kvPrefix, now }),
    openAccess: (portable, sessionKey = sessions.key()) => openAccess(portable, { ...common, signing, sessionKey }),
    signing,
    notify,
    now,
  }
}
