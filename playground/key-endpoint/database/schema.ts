import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import type { StepTiming } from '../../provisioning/steps/runGroup.ts'

const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
})

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * `user`, `session`, `account` and `verification` have the columns that better-auth uses. The migrations create these
 * tables; a test compares the two.
 */
export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull(),
  image: text('image'),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
  /** True if the endpoint may sign the messages that provision this user's account. */
  autoSignEnabled: boolean('auto_sign_enabled').notNull().default(true),
  /** True if the account requires a passkey, so that an email code does not open it. */
  passkeyRequired: boolean('passkey_required').notNull().default(false),
})

const userId = () =>
  text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' })

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: userId(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** Origin of the page around the frame in which a passkey opened this session; NULL if unproven. */
    topOrigin: text('top_origin'),
    /** Origin of the page where the session was opened, if reported. For display only. */
    openedOn: text('opened_on'),
    /** Thumbprint (RFC 7638) of the key that the session is bound to; NULL for none. */
    dpopThumbprint: text('dpop_thumbprint'),
  },
  (table) => [index('session_user_id').on(table.userId), index('session_expires_at').on(table.expiresAt)],
)

export const account = pgTable('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: userId(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: time('access_token_expires_at'),
  refreshTokenExpiresAt: time('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
})

export const verification = pgTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    index('verification_identifier').on(table.identifier),
    index('verification_expires_at').on(table.expiresAt),
  ],
)

export const passkey = pgTable('passkey', {
  /** Credential id, base64url. A credential belongs to one user. */
  id: text('id').primaryKey(),
  userId: userId(),
  name: text('name'),
  publicKey: bytes('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').array().notNull(),
  deviceType: text('device_type').notNull(),
  isBackedUp: boolean('is_backed_up').notNull(),
  createdAt: time('created_at').notNull(),
})

export const key = pgTable(
  'key',
  {
    id: text('id').primaryKey(),
    userId: userId(),
    /** EIP-55. */
    address: text('address').notNull().unique(),
    keyType: text('key_type', { enum: ['MANAGED', 'EXTERNAL'] }).notNull(),
    keyIndex: integer('key_index').notNull(),
    label: text('label').notNull(),
    /** 32 random bytes, the salt of this row's sealing key; NULL for an EXTERNAL key. */
    sealingContext: bytes('sealing_context'),
    /** See `sealing/seal.ts`; NULL for an EXTERNAL key. */
    sealed: bytes('sealed'),
    archivedAt: time('archived_at'),
    createdAt: time('created_at').notNull(),
  },
  (table) => [unique('key_user_index').on(table.userId, table.keyIndex)],
)

export const sealingCanary = pgTable('sealing_canary', {
  id: integer('id').primaryKey(),
  sealingContext: bytes('sealing_context').notNull(),
  sealed: bytes('sealed').notNull(),
})

export const attempt = pgTable(
  'attempt',
  {
    /** The budget and its subject: `<budget>:<SHA-256 of the address>`. */
    subject: text('subject').primaryKey(),
    count: integer('count').notNull(),
    windowEndsAt: time('window_ends_at').notNull(),
  },
  (table) => [index('attempt_window_ends_at').on(table.windowEndsAt)],
)

export const emailCode = pgTable(
  'email_code',
  {
    email: text('email').primaryKey(),
    /** See `auth/sealedCodes.ts`. */
    code: text('code').notNull(),
    /** Codes that were tried since it was issued. */
    tries: integer('tries').notNull(),
    /** By the database's own clock. */
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('email_code_expires_at').on(table.expiresAt)],
)

export const wrongCodeRun = pgTable(
  'wrong_code_run',
  {
    email: text('email').primaryKey(),
    /** Wrong codes in a row. */
    length: integer('length').notNull(),
    nextTryAt: time('next_try_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [index('wrong_code_run_updated_at').on(table.updatedAt)],
)

export const usedOnce = pgTable(
  'used_once',
  {
    /** SHA-256 of the value that is accepted once, base64url. */
    id: text('id').primaryKey(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('used_once_expires_at').on(table.expiresAt)],
)

export const tinycloudBootstrapState = pgTable(
  'tinycloud_bootstrap_state',
  {
    id: text('id').primaryKey(),
    userId: userId(),
    keyId: text('key_id')
      .notNull()
      .references(() => key.id, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    chainId: integer('chain_id').notNull(),
    /** Origin of the node. */
    tinycloudHost: text('tinycloud_host').notNull(),
    bootstrapVersion: text('bootstrap_version').notNull(),
    status: text('status', { enum: ['in_progress', 'complete', 'failed'] }).notNull(),
    /** The attempt that holds the row, or held it when it failed; NULL once complete. */
    attemptId: text('attempt_id'),
    /** Time from which another attempt may take over; NULL if no attempt is running. */
    lockExpiresAt: time('lock_expires_at'),
    startedAt: time('started_at').notNull(),
    checkedAt: time('checked_at').notNull(),
    completedAt: time('completed_at'),
    failureCode: text('failure_code'),
    /** Contains no text from the node. */
    failureReason: text('failure_reason'),
    steps: jsonb('steps').$type<readonly StepTiming[]>().notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    unique('tinycloud_bootstrap_once').on(table.keyId, table.chainId, table.tinycloudHost, table.bootstrapVersion),
  ],
)

export const deviceRequest = pgTable(
  'device_request',
  {
    /** SHA-256 of the device code, base64url. */
    deviceCodeHash: text('device_code_hash').primaryKey(),
    /** HMAC-SHA-256 of the user code, base64url: a reader of the database could guess what a plain hash belongs to. */
    userCodeHash: text('user_code_hash').notNull().unique(),
    /** Id of the program. */
    program: text('program').notNull(),
    /** Name of the device, as the program reports it. For display only. */
    deviceName: text('device_name'),
    /** Network that the request came from, if the server knows it. For display only. */
    network: text('network'),
    status: text('status', { enum: ['pending', 'approved', 'denied'] }).notNull(),
    /** The user who approved it. */
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    keyId: text('key_id').references(() => key.id, { onDelete: 'cascade' }),
    /** Shortest time between two polls. */
    intervalSeconds: integer('interval_seconds').notNull(),
    polledAt: time('polled_at'),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('device_request_expires_at').on(table.expiresAt)],
)

export const programToken = pgTable(
  'program_token',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of the token, base64url. */
    tokenHash: text('token_hash').notNull().unique(),
    userId: userId(),
    /** The only key that the program may have messages signed with. */
    keyId: text('key_id')
      .notNull()
      .references(() => key.id, { onDelete: 'cascade' }),
    program: text('program').notNull(),
    deviceName: text('device_name'),
    /** Thumbprint of the program's key (RFC 7638), without which the token opens nothing. */
    dpopThumbprint: text('dpop_thumbprint'),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('program_token_user_id').on(table.userId), index('program_token_expires_at').on(table.expiresAt)],
)

export const signContext = pgTable(
  'sign_context',
  {
    /** SHA-256 of the token, base64url. */
    tokenHash: text('token_hash').primaryKey(),
    userId: userId(),
    keyId: text('key_id')
      .notNull()
      .references(() => key.id, { onDelete: 'cascade' }),
    /** The message as the app prepared it. */
    message: text('message').notNull(),
    /** SHA-256 of the token of the last preview, base64url. */
    previewHash: text('preview_hash'),
    previewMessage: text('preview_message'),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('sign_context_user_id').on(table.userId), index('sign_context_expires_at').on(table.expiresAt)],
)
