import type { Provider, ProviderEvents } from './provider.ts'

export type ProviderListeners = Pick<Provider, 'on' | 'removeListener'> & {
  readonly emit: <Name extends keyof ProviderEvents>(name: Name, event: Parameters<ProviderEvents[Name]>[0]) => void
}

/**
 * Creates the events of a provider. An error in a listener is reported by the browser and affects no other listener.
 */
export function createProviderEvents(): ProviderListeners {
  const listeners: { readonly name: string; readonly listener: (event: never) => void }[] = []
  return {
    on(name, listener) {
      listeners.push({ name, listener })
    },
    removeListener(name, listener) {
      const index = listeners.findIndex((known) => known.name === name && known.listener === listener)
      if (index >= 0) listeners.splice(index, 1)
    },
    emit(name, event) {
      for (const known of listeners) {
        if (known.name === name) queueMicrotask(() => known.listener(event as never))
      }
    },
  }
}
