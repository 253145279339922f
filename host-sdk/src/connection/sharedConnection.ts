import type { Clock, OpenKeyError } from '@openkey/protocol'
import { packageVersion as version } from '@openkey/protocol'
import { createDialogVisibility, type DialogVisibility } from '../calls/createDialogVisibility.ts'
import { createRequests, type Requests, userRejectedError } from '../calls/createRequests.ts'
import { checkWindows } from '../checks/checkWindows.ts'
import type { Emit } from '../events.ts'
import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'
import { createAutoConnection } from './createAutoConnection.ts'
import { createWidgetConnection, type WidgetConnection } from './createWidgetConnection.ts'

/** The connection that all instances with the same widget, presentation and container share. */
export type SharedConnection = {
  readonly key: readonly unknown[]
  readonly page: HostPage
  readonly connection: WidgetConnection
  readonly visibility: DialogVisibility
  readonly requests: Requests
  /** Receives the events that concern every instance. */
  readonly subscribers: Set<Emit>
}

/** Every shared connection of a page. */
export type ConnectionRegistry = SharedConnection[]

export type AcquireOptions = {
  readonly registry: ConnectionRegistry
  readonly page: HostPage
  readonly settings: Settings
  readonly clock: Clock
  readonly subscriber: Emit
}

/** Returns the shared connection for these settings. Creates it for the first subscriber. */
export function acquireSharedConnection(options: AcquireOptions): SharedConnection {
  const { registry, settings, subscriber } = options
  const key = [settings.widgetUrl, settings.presentation, settings.container]
  const known = registry.find((shared) => key.every((part, index) => part === shared.key[index]))
  const shared = known ?? createSharedConnection(key, options)
  if (known === undefined) registry.push(shared)
  shared.subscribers.add(subscriber)
  return shared
}

/** Removes a subscriber. The last one also removes the frame or window from the page. */
export function releaseSharedConnection(
  registry: ConnectionRegistry,
  shared: SharedConnection,
  subscriber: Emit,
  error: OpenKeyError,
): void {
  const { subscribers, connection } = shared
  subscribers.delete(subscriber)
  if (subscribers.size > 0) return
  registry.splice(registry.indexOf(shared), 1)
  connection.disconnect(error)
}

function createSharedConnection(
  key: SharedConnection['key'],
  { page, settings, clock }: AcquireOptions,
): SharedConnection {
  const subscribers = new Set<Emit>()
  const visibility = createDialogVisibility({ show: () => connection.show(), hide: () => connection.hide() })
  const create = settings.presentation === 'auto' ? createAutoConnection : createWidgetConnection
  const connection: WidgetConnection = create({
    page,
    settings,
    clock,
    onDismiss: (how) => visibility.dismiss(userRejectedError(how)),
    onPresent(presented) {
      for (const notify of subscribers) notify('presentation', presented)
    },
    handlers: {
      stage: (input) => requests.stage(input),
      dismiss: (input) => requests.dismiss(input),
      offerWindow() {
        checkWindows(page)
      },
    },
  })
  const requests = createRequests({ connection, visibility, clock })
  return { key, page, connection, visibility, requests, subscribers }
}

/**
 * Copies of the same release on one page find each other here, for example after a hot reload or when two bundles
 * contain the SDK. Another release has a symbol of its own, because its objects may differ in shape.
 */
const registryKey: unique symbol = Symbol.for(`@openkey/host-sdk ${version}`)

declare global {
  interface Window {
    [registryKey]?: ConnectionRegistry
  }
}

/** The registry of this page, created on first use. */
export function pageConnections(): ConnectionRegistry {
  window[registryKey] ??= []
  return window[registryKey]
}
