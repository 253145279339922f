import { type Handlers, systemClock, type WidgetMethods } from '@openkey/protocol'
import type { Handover } from './adapters/continuation/handover.ts'
import type { Connection } from './adapters/host/answerHandshake.ts'
import { type Appearance, createSigningApp } from './app/createSigningApp.ts'
import { createStore } from './app/store.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import { describeRequester } from './domain/review/describeRequester.ts'
import { memoizeAsync } from './memoizeAsync.ts'
import type { Host } from './ports/host.ts'
import type { ReviewLock } from './ports/reviewLock.ts'
import { applyAppearance } from './ui/applyAppearance.ts'
import { type MountedWidget, restoreFocus, watchHeight } from './ui/mountWidget.tsx'
import { prefetchRegistrableDomain } from './ui/parts/RequesterTitle.tsx'
import { setLanguage } from './ui/text/language.ts'
import { isProblem, isSignIn, type LazyScreens } from './ui/WidgetView.tsx'

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
  const add = (loaded: LazyScreens) => screens.set({ ...screens.get(), ...loaded })

  const loadWelcomeScreen = memoizeAsync(async () => add(await import('./ui/screens/WelcomeScreen.tsx')))
  const loadAccessScreen = memoizeAsync(async () => add(await import('./ui/screens/AccessScreen.tsx')))
  const loadSignInScreen = memoizeAsync(async () => add(await import('./ui/screens/SignInScreen.tsx')))
  const loadProblemScreen = memoizeAsync(async () => add(await import('./ui/screens/ProblemScreen.tsx')))
  const loadSignInChunk = memoizeAsync(async () => {
    const chunk = await import('./signInChunk.ts')
    const path = chunk.createSignInChunk({ ...shared, connection, storage, host, loadReviewer })
    add(path)
    return path
  })
  const loadReviewChunk = memoizeAsync(async () => {
    const [{ createReviewChunk }, { keyEndpoint }] = await Promise.all([import('./reviewChunk.ts'), loadSignInChunk()])
    const path = createReviewChunk({ ...shared, keyEndpoint })
    add(path)
    return path
  })
  const loadReviewer = async () => (await loadReviewChunk()).reviewer
  const loadEffectRunner = async () => (await loadSignInChunk()).effectRunner

  const app = createSigningApp({ ...shared, loadReviewer, loadEffectRunner, host, appearance, lock })
  const show = () => widget.show({ screen: app.screen.get(), requester, isFrame, act: app.act, screens: screens.get() })
  const draw = () => {
    const screen = app.screen.get()
    if (screen.phase === 'welcome') void loadWelcomeScreen()
    if (screen.phase === 'access') void loadAccessScreen()
    if (isSignIn(screen)) void loadSignInScreen()
    // A placeholder before it would tell the page how long loading took, by its height (S8).
    if (isProblem(screen)) loadProblemScreen().then(show, show)
    else show()
  }
  app.screen.subscribe(draw)
  screens.subscribe(draw)
  const prefer = (preference: Appearance) => {
    const apply = () => applyAppearance(document.documentElement, preference)
    apply()
    // Until the catalogue has loaded, the text is English.
    void setLanguage(preference.locale ? [preference.locale] : navigator.languages)
      .then(apply)
      .then(draw)
  }
  appearance.subscribe(prefer)
  prefer(appearance.get())
  restoreFocus(root)
  // A window sets its own size, and its height would reveal what the user does (S8).
  if (isFrame) watchHeight(root, (heightPx) => host.resize({ heightPx: Math.min(heightPx, 4096) }))
  else draw()
  addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape') app.act({ type: 'dismissed', how: 'escape' })
  })
  // A restricted frame has no sign-in, so it does not need the scripts for it.
  if (!isRestricted) void loadWelcomeScreen()
  void app.warmUp()
  systemClock.after(prefetchAfterMs, () => {
    void loadReviewChunk()
    void loadProblemScreen()
    void prefetchRegistrableDomain()
    if (isRestricted) return
    void loadSignInScreen()
    loadSignInChunk()
      .then(({ prefetchPasskeys }) => prefetchPasskeys())
      .catch(() => {})
  })
  return app.handlers
}
