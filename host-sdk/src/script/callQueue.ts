/** Calls that can be made before the script has loaded. Each answers a promise then. */
export const queuedCalls = ['create', 'preload', 'connect', 'signSiwe', 'signIn', 'on', 'ping', 'disconnect'] as const

/** Of these, what waits for a slow file for as long as it takes. A call that asks somebody must not come up late. */
export const lastingCalls: readonly string[] = ['create', 'preload', 'on']

/** A call as the stub keeps it: which one, with what, and how to settle it. */
export type QueuedCall = readonly [
  name: (typeof queuedCalls)[number],
  args: readonly unknown[],
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
]

/** A list until the script has loaded; from then on, what takes each call at once. */
export type CallQueue = { push(call: QueuedCall): unknown }
