import type { WallClock } from '@openkey/protocol'
import type { EmailCodePolicy } from './auth/emailCodeRules.ts'
import type { BootstrapOptions } from './bootstrap/bootstrapSettings.ts'
import type { Programs } from './device/programs.ts'
import type { Limits } from './limits/limits.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail/mail.ts'
import type { Embedding } from './passkeys/relyingParty.ts'

export type KeyEndpointOptions = {
  /** Folder for all data, created if missing. `':memory:'` keeps the data in memory. */
  readonly dataDir: string
  /**
   * URL of a PostgreSQL server that replicas share, `postgres://…`. All replicas need the same `sealingSecret`, and
   * `dataDir` is not used.
   * @default the environment variable `DATABASE_URL`, unless `dataDir` is `':memory:'`; otherwise an embedded database
   */
  readonly databaseUrl?: string | undefined
  /** Maximum number of connections to a PostgreSQL server. @default 10 */
  readonly maxConnections?: number | undefined
  /**
   * Public base URL of the endpoint, for example `http://api.openkey.localhost:5175`. It may have a path, for example
   * `https://example.com/openkey`; a proxy may forward requests with or without that path.
   */
  readonly publicUrl: string
  /** The only origin whose pages may call the endpoint, for example `http://openkey.localhost:5174`. */
  readonly widgetOrigin: string
  /** Relying party id of the passkeys (WebAuthn): the widget's host name or a registrable suffix of it. */
  readonly rpId: string
  readonly environment: 'development' | 'production'
  /**
   * Secret under which the keys are sealed, at least 32 characters of high entropy.
   * @default the environment variable `OPENKEY_SEALING_SECRET`, otherwise one generated in `dataDir` on the first start
   */
  readonly sealingSecret?: string | undefined
  /**
   * The secret that `sealingSecret` replaces, during a rotation. See “Replacing the sealing secret” in the README.
   * @default the environment variable `OPENKEY_SEALING_SECRET_PREVIOUS`
   */
  readonly previousSealingSecret?: string | undefined
  /** Transport for emails. @default the development inbox; required in production */
  readonly mail?: Mail | undefined
  /** Pages that may embed the frame in which a passkey is used. @default `{ allow: 'any' }` */
  readonly embedding?: Embedding | undefined
  /**
   * `required` binds every session to a key, which signs a proof for each request (DPoP, RFC 9449). Configure clients
   * and endpoint alike, because it is not negotiated. The hosted API has it off.
   * @default 'off'
   */
  readonly dpop?: 'off' | 'required' | undefined
  /**
   * Where an email code alone opens an existing account.
   * @default in a window, and in frames on loopback if `publicUrl` is on loopback
   */
  readonly emailCode?: EmailCodePolicy | undefined
  /**
   * Draws sign-in codes of six digits. For tests, in development only. @default at random
   */
  readonly drawEmailCode?: (() => string) | undefined
  /**
   * `required` demands a passkey assertion that commits to the message for every signature; otherwise a session is
   * enough.
   * @default 'optional'
   */
  readonly approval?: 'optional' | 'required' | undefined
  /**
   * Programs that may ask to be connected to an account (RFC 8628): their names, by `client_id`.
   * @default the TinyCloud command line
   */
  readonly programs?: Programs | undefined
  /** Provisions the TinyCloud account of a new key after its first signature. @default provisions nothing */
  readonly bootstrap?: BootstrapOptions | undefined
  /** Rate limits that replace the default ones. @default `defaultLimits` in `limits/limits.ts` */
  readonly limits?: Partial<Limits> | undefined
  /**
   * Memory for the bodies of all requests in progress, in bytes. A known client gets at most half of it. Requests beyond
   * it are answered with 503. @default 16 MiB
   */
  readonly maxBodyMemoryBytes?: number | undefined
  /** @default system time */
  readonly clock?: WallClock | undefined
  /** Receives an entry for each event. @default logs nothing */
  readonly log?: Log | undefined
}
