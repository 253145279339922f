/** Milliseconds since the epoch. Codes and the sliding renewal of sessions run on the library's own system time. */
export type Clock = { readonly now: () => number }

export const systemClock: Clock = { now: () => Date.now() }
