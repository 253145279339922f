/** Wall clock of this device, in milliseconds since the epoch. */
export type Clock = { now(): number }
