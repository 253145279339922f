import type { Listener, Provider, ProviderEvents } from './provider.ts'

export type ProviderListeners = Pick<Provider, 'on' | 'removeListener'> & {
  readonly emit: <Name extends keyof ProviderEvents>(name: Name, event: ProviderEvents[Name]) => void
}

/** Listeners by name. One that throws is reported by the browser and disturbs nobody else. */
export function createProviderEvents(): ProviderListeners {
  const listeners: { readonly [Name in keyof ProviderEvents]: Set<Listener<Name>> } = {
    connect: new Set(),
    disconnect: new Set(),
    accountsChanged: new Set(),
    chainChanged: new Set(),
  }
  return {
    // Clients also listen for `message`, which this provider never has.
    on: (name, listener) => void listeners[name]?.add(listener),
    removeListener: (name, listener) => void listeners[name]?.delete(listener),
    emit(name, event) {
      for (const listener of listeners[name]) queueMicrotask(() => listener(event))
    },
  }
}
