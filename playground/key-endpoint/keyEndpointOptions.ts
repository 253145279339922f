import type { EmailCodePolicy } from './auth/emailCodeRules.ts'
import type { BootstrapOptions } from './bootstrap/bootstrapSettings.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './limits/limits.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail/mail.ts'
import type { Embedding } from './passkeys/relyingParty.ts'

export type KeyEndpointOptions = {
  /** Folder of everything that survives a restart, made when missing. `':memory:'` keeps nothing. */
  readonly dataDir: string
  /**
   * PostgreSQL server that replicas share, `postgres://…`. Each then needs the same `sealingSecret`, and nothing is
   * written to `dataDir`. @default the environment's `DATABASE_URL`, unless `dataDir` is `':memory:'`; else embedded
   */
  readonly databaseUrl?: string | undefined
  /**
   * Where the endpoint is reached, for example `http://api.openkey.localhost:5175`, or `https://example.com/openkey` below
   * a path of its proxy, which may send requests on with that path or without it.
   */
  readonly publicUrl: string
  /** The one origin whose pages may call, for example `http://openkey.localhost:5174`. */
  readonly widgetOrigin: string
  /** Relying relyingParty of the passkeys: the widget's host name or a registrable suffix of it. */
  readonly rpId: string
  readonly environment: 'development' | 'production'
  /**
   * At least 32 characters of high entropy.
   * @default the environment's `OPENKEY_SEALING_SECRET`, else one generated into `dataDir` on the first start
   */
  readonly sealingSecret?: string | undefined
  /**
   * The secret that `sealingSecret` replaces, while the keys move from one to the other. See “Replacing the sealing
   * secret” in the README. @default the environment's `OPENKEY_SEALING_SECRET_PREVIOUS`
   */
  readonly previousSealingSecret?: string | undefined
  /** @default the development inbox; production must give one */
  readonly mail?: Mail | undefined
  /** Pages that may stand around the frame in which a passkey is used. @default `{ allow: 'any' }` */
  readonly embedding?: Embedding | undefined
  /**
   * Whether every session is bound to a key that its caller proves for each request (RFC 9449). Clients and endpoint are
   * configured alike: it is never negotiated. The hosted API has it off. @default 'off'
   */
  readonly dpop?: 'off' | 'required' | undefined
  /**
   * Where an email code alone opens an account.
   * @default existing accounts in a window, and in frames on loopback if `publicUrl` is on loopback too
   */
  readonly emailCode?: EmailCodePolicy | undefined
  /**
   * Whether every signature needs a passkey assertion that commits to its message, or a session alone is enough.
   * @default 'optional'
   */
  readonly approval?: 'optional' | 'required' | undefined
  /** Provisions the accounts of new users behind their first signature. @default provisions nothing */
  readonly bootstrap?: BootstrapOptions | undefined
  /** Limits to replace. @default `defaultLimits` in `limits/limits.ts` */
  readonly limits?: Partial<Limits> | undefined
  readonly clock?: Clock | undefined
  /** @default writes nothing */
  readonly log?: Log | undefined
}
