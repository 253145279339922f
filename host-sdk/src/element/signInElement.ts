import { OpenKeyError, systemClock, withDeadline } from '@openkey/protocol'
import { browserTooOld } from '../checks/neededApis.ts'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyGlobal } from '../script/openKeyGlobal.ts'
import { version } from '../version.ts'
import { requireTrustedForm } from './formDestination.ts'
import { createRelyingParty } from './relyingParty.ts'
import { readSignInSettings, type SignInSettings } from './signInSettings.ts'
import { type SignedIn, signInToServer } from './signInToServer.ts'
import { createSignInView, type SignInView } from './signInView.ts'
import { readTrustedOrigins, type TrustedOrigins } from './trustedOrigins.ts'

/** What the element finds on its page: the stub, or the script. */
export type PageOpenKey = Pick<OpenKeyGlobal, 'connect' | 'signIn' | 'create' | 'widgetUrl' | 'allowOrigins'> & {
  /** Absent before the script has loaded. */
  readonly version?: string
  readonly on: (...args: Parameters<OpenKeyGlobal['on']>) => unknown
}

/** How long the script may take to load, in milliseconds. */
const loadTimeoutMs = 15_000

/**
 * `<openkey-sign-in>`: a button that signs the user in to the app's own server. In a form, its value is
 * `{message, signature}` as JSON.
 * @param openkey What is on the page when somebody presses
 */
export function createSignInElement(openkey: () => PageOpenKey): CustomElementConstructor & { version: string } {
  async function untilLoaded(signal: AbortSignal) {
    if (openkey().version !== undefined) return
    // Any call without effect: it settles once the script has loaded, and never if there is no script.
    const limits = { signal, timeoutMs: loadTimeoutMs, clock: systemClock }
    await withDeadline(limits, async () => openkey().on('disconnect', () => {}))
  }

  return class extends HTMLElement {
    static readonly version = version
    static readonly formAssociated = true
    static readonly observedAttributes = ['required']

    /** Absent in a browser that is too old for fields of one's own. */
    readonly #internals = this.attachInternals?.()
    readonly #view: SignInView = createSignInView(this.attachShadow({ mode: 'open', delegatesFocus: true }), () => {
      void this.#signIn()
    })
    #value = ''
    #open: AbortController | undefined
    #tree: Node = this
    #own: { readonly key: string; readonly instance: OpenKey } | undefined

    get form() {
      return this.#internals?.form ?? null
    }
    get type() {
      return this.localName
    }
    get value() {
      return this.#value
    }
    get name() {
      return this.getAttribute('name') ?? ''
    }
    set name(name: string) {
      this.setAttribute('name', name)
    }
    get disabled() {
      return this.hasAttribute('disabled')
    }
    set disabled(isDisabled: boolean) {
      this.toggleAttribute('disabled', isDisabled)
    }

    attributeChangedCallback() {
      this.#setValue(this.#value)
    }
    connectedCallback() {
      this.#tree = this.getRootNode()
      // Called on the prototype, because an image of that name shadows a method of the document.
      EventTarget.prototype.addEventListener.call(this.#tree, 'submit', this.#onSubmit, true)
    }
    disconnectedCallback() {
      this.#leaveTree()
      // An element that is moved is taken out and put in again at once, and goes on.
      queueMicrotask(() => {
        if (this.isConnected) return
        this.#open?.abort()
        this.#own?.instance.destroy()
        this.#own = undefined
      })
    }
    connectedMoveCallback() {
      this.#leaveTree()
      this.connectedCallback()
    }
    formDisabledCallback(isDisabled: boolean) {
      this.#view.setDisabled(isDisabled)
    }
    formResetCallback() {
      this.#open?.abort()
      this.#show('idle')
      this.#setValue('')
    }

    #leaveTree() {
      EventTarget.prototype.removeEventListener.call(this.#tree, 'submit', this.#onSubmit, true)
    }

    async #signIn() {
      if (this.#open !== undefined) return
      const open = new AbortController()
      this.#open = open
      this.#show('busy')
      try {
        this.#succeed(await this.#ask(open.signal))
      } catch (error) {
        this.#fail(error)
      } finally {
        this.#open = undefined
      }
    }

    /** Every submission of a form passes this check: its own, that of a button, and `auto-submit`. */
    readonly #onSubmit = (event: Event) => {
      if (event.target !== this.form || this.#value === '') return
      try {
        this.#requireTrustedForm(event instanceof SubmitEvent ? event.submitter : null)
      } catch (error) {
        event.preventDefault()
        this.#fail(error)
      }
    }

    #requireTrustedForm(submitter: HTMLElement | null = null) {
      const isField = this.name !== '' || this.hasAttribute('auto-submit')
      if (this.form && isField) requireTrustedForm(this.form, submitter, this.#trusted().server)
    }

    #trusted(): TrustedOrigins {
      const { widgetUrl, allowOrigins: listed } = openkey()
      return readTrustedOrigins({ pageOrigin: location.origin, widgetUrl, listed })
    }

    async #ask(signal: AbortSignal): Promise<SignedIn> {
      if (this.#internals === undefined) throw browserTooOld('ElementInternals')
      await untilLoaded(signal)
      const read = (name: string) => this.getAttribute(name)
      const settings = readSignInSettings({ read, baseUrl: this.baseURI, trusted: this.#trusted() })
      this.#requireTrustedForm()
      return signInToServer({
        openkey: this.#instance(settings),
        server: createRelyingParty({ ...settings, fetch: (...request) => fetch(...request) }),
        statement: settings.statement,
        origin: location.origin,
        now: Date.now,
        signal,
      })
    }

    #instance({ own }: SignInSettings): Pick<OpenKey, 'connect' | 'signIn'> {
      if (own === undefined) return openkey()
      const key = JSON.stringify(own)
      if (this.#own?.key === key) return this.#own.instance
      this.#own?.instance.destroy()
      const instance = openkey().create(own)
      this.#own = { key, instance }
      return instance
    }

    #succeed(signedIn: SignedIn) {
      // A script may have moved the element into another form in the meantime.
      this.#requireTrustedForm()
      const { message, signature } = signedIn
      this.#show('signed-in')
      this.#setValue(JSON.stringify({ message, signature }))
      this.#tell('openkey:signedin', signedIn)
      if (this.form && this.hasAttribute('auto-submit')) HTMLFormElement.prototype.requestSubmit.call(this.form)
    }

    #fail(error: unknown) {
      // Errors of the script are of another class than those in this file, and have the same codes.
      const known = error instanceof Error && 'code' in error ? error : undefined
      // Aborted: the element was taken off the page, or its form was reset.
      const isLeft = known?.code === 'user_rejected' || known?.code === 'aborted'
      this.#show(isLeft ? 'idle' : 'failed')
      this.#tell('openkey:error', known ?? new OpenKeyError('internal', 'The sign-in failed.', { cause: error }))
    }

    #show(state: 'idle' | 'busy' | 'signed-in' | 'failed') {
      this.#view.show(state)
      // Browsers have had fields of one's own for longer than states.
      const states = this.#internals?.states
      states?.clear()
      if (state === 'idle') return
      try {
        states?.add(state)
      } catch {
        // Chromium before 125 wants a name that begins with dashes.
        states?.add(`--${state}`)
      }
    }

    #setValue(value: string) {
      this.#value = value
      this.#internals?.setFormValue(value || null)
      const isMissing = value === '' && this.hasAttribute('required')
      this.#internals?.setValidity({ valueMissing: isMissing }, isMissing ? 'Sign in first.' : '', this.#view.button)
    }

    #tell(name: string, detail: unknown) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    }
  }
}
