/** Largest message that may cross a port, in bytes of its JSON text. */
export const maxMessageBytes = 65_536

/** Largest SIWE message, in bytes; its alphabet is ASCII, so also in characters. */
export const maxSiweBytes = 32_768

/**
 * Maximum length of a ReCap URI, in characters. In a SIWE message, the limit of the message applies first. The `att` of a
 * UCAN, which a node may store in this form, can reach this length.
 */
export const maxRecapLength = 65_536

/** Deepest nesting of objects and arrays in a message. */
export const maxMessageDepth = 8

/** Calls one side may have open in the other at a time. */
export const maxOpenCalls = 32
