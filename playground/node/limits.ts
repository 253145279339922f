/** Maximum length of `Authorization`, in characters. A SIWE message of 32 KiB takes less than 48 KiB as base64 of CBOR. */
export const maxAuthorizationLength = 65_536

/** Maximum number of delegations in a chain. */
export const maxChainLength = 64

/** How long an invocation is remembered after it expires, in milliseconds, to allow for clock skew. */
export const replaySkewMs = 60_000

/** Maximum key, in bytes. */
export const maxKeyBytes = 1_024

/** Maximum number of stored headers of a value, and of bytes in their names and values. */
export const maxStoredHeaders = 32
export const maxStoredHeaderBytes = 8_192

/** Size above which a value is stored as a file, in bytes. */
export const maxRowBytes = 1_048_576

/** Default for the maximum request body, in bytes. */
export const defaultMaxBodyBytes = 16 * 1_048_576

/** Maximum and default number of keys in a list. */
export const maxListKeys = 1_000

/** Maximum number of keys in a `get` or `metadata` batch. */
export const maxBatchKeys = 100

/** Maximum size of the values in the response to a batch, in bytes before base64. */
export const maxBatchResponseBytes = 16 * 1_048_576

/** Maximum body of a SQL request and maximum text of a statement, in bytes. */
export const maxSqlTextBytes = 1_048_576

/** Maximum text or blob in a user's database, in bytes. */
export const maxSqlValueBytes = 2 * 1_048_576

/** Maximum size of a user's database, and default maximum response to a query, in bytes. */
export const maxSqlDatabaseBytes = 10 * 1_048_576

/** Maximum bounds that a query may set. */
export const maxSqlRows = 1_000
export const maxSqlResponseBytes = 4 * 1_048_576

/** Maximum number of parameters of a statement: SQLite's own limit. */
export const maxSqlParams = 32_766

/** Maximum number of statements in a batch or schema. */
export const maxSqlStatements = 256

/** Memory limit of SQLite, in bytes: database, journal, serialized copy and intermediate results. */
export const maxSqlMemoryBytes = 96 * 1_048_576

/** Time limit of a SQL request, in milliseconds. SQLite interrupts it. */
export const maxSqlRunMs = 2_000

/** Time after which the SQL thread is terminated, in milliseconds: some functions of SQLite cannot be interrupted. */
export const maxSqlThreadMs = 5_000

/** Idle time after which the SQL thread ends, in milliseconds. */
export const sqlIdleMs = 30_000

/** Maximum and default number of delegations on a page of `/delegation/query`. */
export const maxQueryItems = 100

/** Maximum body of a request to an encryption network, in bytes. */
export const maxNetworkBodyBytes = 65_536
