/** Time as milliseconds since the epoch; a parameter, so that expiry can be tested. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }
