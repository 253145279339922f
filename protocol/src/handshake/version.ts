/** Protocol versions this build speaks, newest first. */
export const protocolVersions: readonly number[] = [3, 2, 1]

/**
 * Picks the highest version both sides speak.
 * @returns `undefined` when they share none; the caller answers with `version_mismatch`.
 */
export function negotiateVersion(ours: readonly number[], theirs: readonly number[]): number | undefined {
  return ours.filter((version) => theirs.includes(version)).sort((a, b) => b - a)[0]
}
