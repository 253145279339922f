/** Existing tokens are not bound to a key. No route accepts them, and they expire within a week. */
export const boundProgramTokens: readonly string[] = ['ALTER TABLE program_token ADD COLUMN dpop_thumbprint text']
