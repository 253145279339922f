import { signInMessage } from '../fixtures/pages/messages/signInMessage.ts'
import type { Engine } from './engine.ts'
import type { EngineEnvironment } from './startEngineEnvironment.ts'

declare global {
  interface Window {
    /** Address of the account that the last click was given. */
    connected: Promise<string>
    /** Continues the last click with the signature of this message. */
    giveMessage: (message: string) => void
    /** Number of times the widget's dialog was opened. */
    shows: number
  }
}

/** The test app on an unknown origin, with the widget preloaded. */
export type UnknownPage = {
  /** Loads the page, and the widget with it. */
  readonly load: () => Promise<void>
  /** Clicks the app's own button, which connects and signs in one sign-in. */
  readonly press: () => Promise<void>
  /** Waits until the page knows the account, then has it ask for a signature: the same request in a new message. */
  readonly ask: () => Promise<void>
  /** Result of the last click. */
  readonly outcome: () => Promise<unknown>
  /** Number of times the frame was shown since the page loaded. */
  readonly shows: () => Promise<unknown>
  /** Whether the frame has the focus and is what a pointer meets in its middle. */
  readonly isFrameOnTop: () => Promise<unknown>
  /** The stages the page heard of. Without `done`, which a faster answer makes the SDK drop. */
  readonly stages: () => Promise<unknown>
}

export function createUnknownPage(engine: Engine, { pageUrl, domain }: EngineEnvironment): UnknownPage {
  const evaluate = (expression: string) => engine.evaluate('page', expression)
  return {
    async load() {
      await engine.open(pageUrl)
      await evaluate(`(${prepareSignIn})()`)
    },
    press: () => engine.press('page', '//button[@id="opener"]'),
    async ask() {
      const address = String(await evaluate('window.connected'))
      await evaluate(`window.giveMessage(${JSON.stringify(signInMessage({ address, domain }))})`)
    },
    outcome: () => evaluate('window.outcome'),
    shows: () => evaluate('window.shows'),
    isFrameOnTop: () => evaluate(`(${isFrameOnTop})()`),
    stages: () => evaluate('window.stages.filter((name) => name !== "done")'),
  }
}

/** Runs in the page: its button signs in as an app with a web-sdk would. */
async function prepareSignIn(): Promise<void> {
  const { openkey } = window
  const signIn = () => {
    const message = new Promise<string>((resolve) => {
      window.giveMessage = resolve
    })
    let tellAddress = (_: string) => {}
    window.connected = new Promise((resolve) => {
      tellAddress = resolve
    })
    return openkey.signIn({
      async prepareSessionForSigning() {
        const { address, keyId } = await openkey.connect()
        tellAddress(address)
        return { prepared: { siwe: await message }, keyId, jwk: undefined }
      },
      signInWithPreparedSession: async ({ siwe }, signature) => ({ siwe, signature }),
    })
  }
  document.querySelector('#opener')?.addEventListener('click', () => window.start(signIn))
  await openkey.ping()

  window.shows = 0
  const dialog = document.querySelector('openkey-widget')?.shadowRoot?.querySelector('dialog')
  if (!dialog) throw new Error('There is no dialog.')
  const watch = new MutationObserver(() => {
    if (dialog.open) window.shows += 1
  })
  watch.observe(dialog, { attributeFilter: ['open'] })
}

/** Runs in the page. */
function isFrameOnTop(): boolean {
  const frame = document.querySelector('openkey-widget iframe')
  if (!frame) return false
  const { x, y, width, height } = frame.getBoundingClientRect()
  return document.activeElement === frame && document.elementFromPoint(x + width / 2, y + height / 2) === frame
}
