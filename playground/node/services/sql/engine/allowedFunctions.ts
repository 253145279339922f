/**
 * Functions that user SQL may call: those that compute from their arguments, from rows, or from the clock. Others
 * reveal the build or the file, or can search without end.
 */
export const allowedFunctions: ReadonlySet<string> = new Set(
  [
    'abs changes char coalesce concat concat_ws format glob hex ifnull if iif instr last_insert_rowid length like likely',
    'likelihood lower ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign substr',
    'substring total_changes trim typeof unhex unicode unlikely upper zeroblob',
    'avg count group_concat median string_agg sum total',
    'cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number',
    'current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch',
    '-> ->> json json_array json_array_length json_error_position json_extract json_group_array json_group_object',
    'json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type json_valid',
    'jsonb jsonb_array jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch',
    'jsonb_remove jsonb_replace jsonb_set',
    'acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power',
    'radians sin sinh sqrt tan tanh trunc',
  ].flatMap((line) => line.split(' ')),
)

/** Functions that SQLite itself calls when ALTER TABLE rewrites the schema. */
export const alterFunctions: ReadonlySet<string> = new Set([
  'glob',
  'length',
  'like',
  'printf',
  'sqlite_drop_column',
  'sqlite_rename_column',
  'sqlite_rename_quotefix',
  'sqlite_rename_table',
  'sqlite_rename_test',
  'substr',
])

/** PRAGMAs for callers with the `pragma` right: they describe the database or store a number in it. */
export const allowedPragmas: ReadonlySet<string> = new Set([
  'application_id',
  'collation_list',
  'encoding',
  'foreign_key_check',
  'foreign_key_list',
  'freelist_count',
  'index_info',
  'index_list',
  'index_xinfo',
  'integrity_check',
  'page_count',
  'quick_check',
  'table_info',
  'table_list',
  'table_xinfo',
  'user_version',
])
