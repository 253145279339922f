/** Largest message that may cross a port, in bytes of its JSON text. */
export const maxMessageBytes = 65_536

/** Largest SIWE message, in bytes; its alphabet is ASCII, so also in characters. */
export const maxSiweBytes = 32_768

/**
 * Longest ReCap URI, in characters. In a SIWE message its bound is the message's; the `att` of a UCAN, which a node may
 * store in this form, reaches up to here.
 */
export const maxRecapLength = 65_536

/** Deepest nesting of objects and arrays in a message. */
export const maxMessageDepth = 8

/** Calls one side may have open in the other at a time. */
export const maxOpenCalls = 32
