/** Calls that can be made before the script has loaded. Until then, each returns a promise. */
export const queuedCalls = ['create', 'preload', 'connect', 'signSiwe', 'signIn', 'on', 'ping', 'disconnect'] as const

/** Calls that wait for the script without a time limit. Others must not open the widget long after the user's press. */
export const callsWithoutDeadline: readonly string[] = ['create', 'preload', 'on']

/** A recorded call. */
export type QueuedCall = readonly [
  name: (typeof queuedCalls)[number],
  args: readonly unknown[],
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
]

/** An array until the script has loaded, then an object that makes each pushed call at once. */
export type CallQueue = { push(call: QueuedCall): unknown }
