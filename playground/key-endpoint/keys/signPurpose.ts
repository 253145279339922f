/** Purposes of a signature, for the log. A purpose never decides about a signature, and never changes its bytes. */
export const signPurposes = ['sign-in', 'host-space', 'use-delegation', 'bootstrap-session', 'bootstrap-host'] as const
