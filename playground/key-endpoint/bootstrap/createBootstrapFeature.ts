import type { Hono } from 'hono'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import type { KeyStore } from '../keys/keyStore.ts'
import type { Services } from '../openServices.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { noBootstrap } from './bootstrap.ts'
import { bootstrapSettings } from './bootstrapSettings.ts'
import { createBootstrap } from './createBootstrap.ts'
import { bootstrapRoutes } from './record/bootstrapRoutes.ts'
import { createBootstrapStore } from './record/bootstrapStore.ts'
import { createReportBootstrap, type ReportBootstrap } from './reportBootstrap.ts'

export type BootstrapFeature = {
  readonly routes: readonly Hono[]
  readonly report: ReportBootstrap
  /** Stops the runs in progress. */
  readonly stop: () => Promise<void>
}

export type BootstrapFeatureOptions = {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'bootstrap' | 'environment'>
  readonly sessions: Pick<SessionFeature, 'sessions'>
  readonly keys: Pick<KeyStore, 'find'>
}

/** Provisions the account of a user after their first signature. Provisions nothing without the option `bootstrap`. */
export function createBootstrapFeature(feature: BootstrapFeatureOptions): BootstrapFeature {
  const { services, keys } = feature
  const { database, clock, log } = services
  const { bootstrap: options, environment } = feature.options
  const settings = bootstrapSettings(options)
  const store = createBootstrapStore({ database, clock, leaseMs: settings.leaseMs })
  const bootstrap =
    options === undefined ? noBootstrap : createBootstrap({ settings, environment, store, fetch, clock, log })
  const { report, stop } = createReportBootstrap({ bootstrap, budgetMs: settings.syncBudgetMs, log })
  return { routes: [bootstrapRoutes({ keys, sessions: feature.sessions.sessions, store })], report, stop }
}
