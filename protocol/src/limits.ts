/** Largest message that may cross a port, in bytes of its JSON text. */
export const maxMessageBytes = 65_536

/** Largest SIWE message, in bytes; its alphabet is ASCII, so also in characters. */
export const maxSiweBytes = 32_768

/** Deepest nesting of objects and arrays in a message. */
export const maxMessageDepth = 8

/** Calls one side may have open in the other at a time. */
export const maxOpenCalls = 32
