/** PostgreSQL's `unique_violation` (SQLSTATE 23505), also where the driver's error stands as the cause of another. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === '23505') || isUniqueViolation(error.cause)
}
