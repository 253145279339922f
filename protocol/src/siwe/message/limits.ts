/** Maximum size of a SIWE message, in bytes. Its alphabet is ASCII, so this is also its length in characters. */
export const maxSiweBytes = 32_768

/**
 * Maximum length of a ReCap URI, in characters. In a SIWE message, the limit of the message applies first. The `att` of
 * a UCAN, which a node may store in this form, can reach this length.
 */
export const maxRecapLength = 65_536
