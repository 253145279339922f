import type { HostMethods } from '@openkey/protocol'

/** What the widget may tell the page that embeds it. Never rejects: a host that does not listen changes nothing. */
export type Host = {
  readonly [Name in Exclude<keyof HostMethods, 'ready'>]: (input: HostMethods[Name]['input']) => void
}
