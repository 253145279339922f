import { type Handlers, systemClock, type WidgetMethods } from '@openkey/protocol'
import type { Handover } from './adapters/continuation/handover.ts'
import type { Connection } from './adapters/host/answerHandshake.ts'
import type { Appearance } from './app/appearance.ts'
import { createSigningApp } from './app/createSigningApp.ts'
import { createStore } from './app/store.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import { describeRequester } from './domain/review/describeRequester.ts'
import { memoizeAsync } from './memoizeAsync.ts'
import type { Host } from './ports/host.ts'
import type { ReviewLock } from './ports/reviewLock.ts'
import { applyAppearance } from './ui/applyAppearance.ts'
import type { MountedWidget } from './ui/mountWidget.tsx'
import { restoreFocus } from './ui/restoreFocus.ts'
import { isSignIn, type LazyScreens } from './ui/WidgetView.tsx'
import { watchHeight } from './ui/watchHeight.ts'

/** Delay in milliseconds between opening the channel and fetching the chunks behind the first screen. */
const prefetchAfterMs = 300

export type ServeSigningOptions = {
  readonly connection: Connection
  readonly config: DeploymentConfig
  readonly widget: MountedWidget
  readonly root: HTMLElement
  readonly host: Host
  /** This page's own, or that of the frame that opened this window. */
  readonly storage: Handover['storage']
  readonly lock: ReviewLock
  /** The app opened this page as a window. */
  readonly isClosable: boolean
  readonly isUnknownOrigin: boolean
  readonly isRestricted: boolean
}

/** Wires ports, app and screens together for the one channel of this document. */
export function serveSigning(options: ServeSigningOptions): Handlers<WidgetMethods> {
  const { connection, config, widget, root, host, storage, lock, isUnknownOrigin, isRestricted, isClosable } = options
  const isFrame = window.parent !== window
  const { boundOrigin, connect } = connection
  const { appName } = connect
  const requester = describeRequester({ boundOrigin, appName })
  const appearance = createStore<Appearance>(connect)
  const shared = {
    ...storage,
    boundOrigin,
    appName,
    config,
    isUnknownOrigin,
    isRestricted,
    isClosable,
    clock: systemClock,
  }
  const screens = createStore<LazyScreens>({})

  const loadWelcomeScreen = memoizeAsync(async () => {
    const { WelcomeScreen } = await import('./ui/screens/WelcomeScreen.tsx')
    screens.set({ ...screens.get(), WelcomeScreen })
  })
  const loadAccess = memoizeAsync(async () => {
    const { AccessScreen } = await import('./ui/screens/AccessScreen.tsx')
    screens.set({ ...screens.get(), AccessScreen })
  })
  const loadSignInScreen = memoizeAsync(async () => {
    const { SignInScreen } = await import('./ui/screens/SignInScreen.tsx')
    screens.set({ ...screens.get(), SignInScreen })
  })
  const loadSignInChunk = memoizeAsync(async () => {
    const { createSignInChunk } = await import('./signInChunk.ts')
    const path = createSignInChunk({ ...shared, connection, storage, host, loadReviewer })
    screens.set({ ...screens.get(), ProgressScreen: path.ProgressScreen })
    return path
  })
  const loadReviewChunk = memoizeAsync(async () => {
    const [{ createReviewChunk }, { keyEndpoint }] = await Promise.all([import('./reviewChunk.ts'), loadSignInChunk()])
    const path = createReviewChunk({ ...shared, keyEndpoint })
    screens.set({ ...screens.get(), ReviewScreen: path.ReviewScreen })
    return path
  })
  const loadReviewer = async () => (await loadReviewChunk()).reviewer
  const loadEffectRunner = async () => (await loadSignInChunk()).effectRunner

  const app = createSigningApp({ ...shared, loadReviewer, loadEffectRunner, host, appearance, lock })
  const draw = () => {
    const screen = app.screen.get()
    if (screen.phase === 'welcome') loadWelcomeScreen().catch(() => {})
    if (screen.phase === 'access') loadAccess().catch(() => {})
    if (isSignIn(screen)) loadSignInScreen().catch(() => {})
    widget.show({ screen, requester, isFrame, act: app.act, screens: screens.get() })
  }
  app.screen.subscribe(draw)
  screens.subscribe(draw)
  appearance.subscribe((preference) => applyAppearance(document.documentElement, preference))
  applyAppearance(document.documentElement, appearance.get())
  restoreFocus(root)
  // A window sets its own size, and its height would reveal what the user does (S8).
  if (isFrame) watchHeight(root, (heightPx) => host.resize({ heightPx: Math.min(heightPx, 4096) }))
  else draw()
  addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape') app.act({ type: 'dismissed', how: 'escape' })
  })
  // A restricted frame has no sign-in, so it does not need the scripts for it.
  if (!isRestricted) loadWelcomeScreen().catch(() => {})
  void app.warmUp()
  systemClock.after(prefetchAfterMs, () => {
    loadReviewChunk().catch(() => {})
    if (!isRestricted) loadSignInScreen().catch(() => {})
  })
  return app.handlers
}
