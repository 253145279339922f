import type { HostMethods } from '@openkey/protocol'

/** Notifications to the embedding page. A host that does not listen has no effect on the widget. */
export type Host = {
  readonly [Name in Exclude<keyof HostMethods, 'ready' | 'offerWindow'>]: (input: HostMethods[Name]['input']) => void
} & {
  /**
   * Asks whether a window could reach the host's page, once; with the first `stage` if nobody has asked before.
   * @throws {OpenKeyError} `opener_severed` where the host knows that no window could reach its page; nothing else
   */
  readonly offerWindow: (input: HostMethods['offerWindow']['input']) => Promise<void>
}
