/** The spaces every account has. */
export const spaceNames = ['default', 'applications', 'account', 'secrets', 'public'] as const

export type SpaceName = (typeof spaceNames)[number]
