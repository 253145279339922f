import { afterEach } from 'vitest'
import { type HostSetup, type HostSetupOptions, setupHost } from './setupHost.ts'

/** Sets up hosts that are closed after each test. */
export function useHosts(): (options?: HostSetupOptions) => HostSetup {
  const hosts: HostSetup[] = []
  afterEach(() => {
    for (const { close } of hosts.splice(0)) close()
  })
  return (options) => {
    const host = setupHost(options)
    hosts.push(host)
    return host
  }
}
