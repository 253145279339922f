/**
 * Maximum length of `Authorization`, in characters. A SIWE message of 32 KiB takes less than 48 KiB as base64 of CBOR.
 */
export const maxAuthorizationLength = 65_536

/** Maximum number of JSON values in the capabilities and facts of a UCAN: objects, lists and what they contain. */
export const maxTokenValues = 2_048

/** Maximum length of the name of a space or network, and of a DID, in characters. Databases index both. */
export const maxNameLength = 800
export const maxDidLength = 512

/** Maximum number of delegations in a chain. */
export const maxChainLength = 64

/** Maximum number of delegations that are read with all their ancestors for a request, or for 128 entries of a list. */
export const maxClosureLinks = 8_192

/** Maximum number of capabilities that the parents of one token hold together. */
export const maxHeldCapabilities = 1_024

/**
 * Maximum comparisons of caveats for one token: for each wanted capability and each held one that covers it, the
 * product of the numbers of JSON values in their caveats.
 */
export const maxCaveatComparisons = 131_072

/** How long an invocation is remembered after it expires, in milliseconds, to allow for clock skew. */
export const replaySkewMs = 60_000

/** Maximum key, in bytes. */
export const maxKeyBytes = 1_024

/** Maximum number of stored headers of a value, and of bytes in their names and values. */
export const maxStoredHeaders = 32
export const maxStoredHeaderBytes = 8_192

/** Size up to which a response is sent in one piece and not counted as memory in use, in bytes. */
export const maxUncountedBytes = 65_536

/** Size above which a value is stored as a file, in bytes. */
export const maxRowBytes = 1_048_576

/** Default for the maximum request body, in bytes. */
export const defaultMaxBodyBytes = 16 * 1_048_576

/** Default for the memory that bodies of requests and responses may take together, in bytes. */
export const defaultMaxBodyMemoryBytes = 64 * 1_048_576

/** Default for the space on disk that values take together while they arrive, in bytes. */
export const defaultMaxStagedBytes = 1_024 * 1_048_576

/** Maximum headers of a part of a multipart body, in bytes. */
export const maxPartHeaderBytes = 16_384

/** Maximum and default number of keys in a list. */
export const maxListKeys = 1_000

/** Size of the identifiers, times and indexes of a row, as quotas count them, in bytes. */
export const rowBytes = 256

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

/** Number of SQL threads, and the JavaScript memory of each in MiB. SQLite's own memory comes on top. */
export const sqlThreads = 2
export const sqlThreadHeapMb = 128

/** Maximum number of SQL requests that wait for a thread: of all owners of spaces, and of one. */
export const maxSqlWaiting = 256
export const maxSqlWaitingPerOwner = 32

/** Maximum time that a SQL request waits for a thread, in milliseconds. */
export const maxSqlWaitMs = 10_000

/** Idle time after which a SQL thread ends, in milliseconds. */
export const sqlIdleMs = 30_000

/** Maximum and default number of delegations on a page of `/delegation/query`. */
export const maxQueryItems = 100

/** How long an expired delegation is listed before it is forgotten, and how often that is checked, in milliseconds. */
export const delegationRetentionMs = 30 * 86_400_000
export const sweepEveryMs = 60_000

/**
 * Maximum number of delegations of a space in a list without pages, and of characters in their `Authorization` values.
 */
export const maxSpaceDelegations = 1_000
export const maxSpaceDelegationsLength = 4 * 1_048_576

/** Maximum number of delegations by one key or account that name no space hosted here. */
export const maxUnhostedDelegations = 256

/** Maximum body of a request to an encryption network, in bytes. */
export const maxNetworkBodyBytes = 65_536
