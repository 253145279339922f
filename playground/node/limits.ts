/** Largest `Authorization` value, in characters: a SIWE of 32 KiB as CBOR as base64 stays under 48 KiB. */
export const maxAuthorizationLength = 65_536

/** Largest number of delegations looked at between an invocation and its roots. */
export const maxChainLength = 64

/** How long after its expiry an invocation is still remembered, for clocks that disagree. */
export const replaySkewMs = 60_000

/** Largest key, in bytes. */
export const maxKeyBytes = 1_024

/** Largest number of stored headers of a value, and of bytes in their names and values. */
export const maxStoredHeaders = 32
export const maxStoredHeaderBytes = 8_192

/** Values above this size become files, in bytes. */
export const maxRowBytes = 1_048_576

/** Largest request body, unless configured otherwise. */
export const defaultMaxBodyBytes = 16 * 1_048_576

/** Keys a list answers at most, and when it names no limit. */
export const maxListKeys = 1_000

/** Keys one `get` or `metadata` batch may name. */
export const maxBatchKeys = 100

/** Bytes of values in the answer of one batch, before base64. */
export const maxBatchResponseBytes = 16 * 1_048_576

/** Largest body of a SQL request, and text of one statement, in bytes. */
export const maxSqlTextBytes = 1_048_576

/** Largest text or blob in a user's database, in bytes. */
export const maxSqlValueBytes = 2 * 1_048_576

/** Largest database of a user, in bytes, and answer of a query that names no bound. */
export const maxSqlDatabaseBytes = 10 * 1_048_576

/** What a query may name as its bounds. */
export const maxSqlRows = 1_000
export const maxSqlResponseBytes = 4 * 1_048_576

/** Most parameters of one statement, as SQLite itself has it. */
export const maxSqlParams = 32_766

/** Most statements of a batch or a schema. */
export const maxSqlStatements = 256

/** Memory that SQLite may use, in bytes: a database, its journal, its serialized copy and what a statement gathers. */
export const maxSqlMemoryBytes = 96 * 1_048_576

/** How long one SQL request may run before SQLite ends it, in milliseconds. */
export const maxSqlRunMs = 2_000

/** How long one may run before its thread is ended: some functions of SQLite cannot be interrupted. */
export const maxSqlThreadMs = 5_000

/** How long the thread of SQL waits for its next request before it ends. */
export const sqlIdleMs = 30_000

/** Delegations one page of `/delegation/query` lists at most, and when it names no limit. */
export const maxQueryItems = 100

/** Largest body of a request to an encryption network, in bytes. */
export const maxNetworkBodyBytes = 65_536
