/** Existing tokens are not bound to a key. They open nothing, and expire within a week. */
export const boundProgramTokens: readonly string[] = ['ALTER TABLE program_token ADD COLUMN dpop_thumbprint text']
