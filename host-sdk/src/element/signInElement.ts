import { OpenKeyError, packageVersion as version, withDeadline } from '@openkey/protocol'
import { browserTooOld } from '../checks/neededApis.ts'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyGlobal } from '../script/openKeyGlobal.ts'
import { createRelyingParty } from './relyingParty.ts'
import { requireTrustedForm } from './requireTrustedForm.ts'
import { readSignInSettings, type SignInSettings } from './signInSettings.ts'
import { type SignedIn, signInLifetimeMs, signInToServer } from './signInToServer.ts'
import { createSignInView, type SignInView } from './signInView.ts'
import { readTrustedOrigins, type TrustedOrigins } from './trustedOrigins.ts'

/** `window.OpenKey`: the stub or the loaded script. */
export type PageOpenKey = Pick<OpenKeyGlobal, 'connect' | 'signIn' | 'create' | 'widgetUrl' | 'allowOrigins'> & {
  /** Absent before the script has loaded. */
  readonly version?: string
  readonly on: (...args: Parameters<OpenKeyGlobal['on']>) => unknown
}

/** Time that the script has to load. */
const loadTimeoutMs = 15_000

/**
 * Creates the class of `<openkey-sign-in>`, a button that signs the user in to the app's own server. In a form, its
 * value is `{message, signature}` as JSON.
 * @param openkey returns `window.OpenKey` when the user presses the button
 */
export function createSignInElement(openkey: () => PageOpenKey): CustomElementConstructor & { version: string } {
  async function untilLoaded(signal: AbortSignal) {
    if (openkey().version !== undefined) return
    // A call without effect, which settles after the script has loaded.
    const limits = { signals: [signal], timeoutMs: loadTimeoutMs }
    await withDeadline(limits, async () => openkey().on('disconnect', () => {}))
  }

  return class extends HTMLElement {
    static readonly version = version
    static readonly formAssociated = true
    static readonly observedAttributes = ['required']

    /** Absent in browsers without form-associated custom elements. */
    readonly #internals = this.attachInternals?.()
    readonly #view: SignInView = createSignInView(this.attachShadow({ mode: 'open', delegatesFocus: true }), () => {
      void this.#signIn()
    })
    #value = ''
    #pending: AbortController | undefined
    #expiry: ReturnType<typeof setTimeout> | undefined
    #tree: Node = this
    #ownInstance: { readonly key: string; readonly instance: OpenKey } | undefined

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
    /** Headers of both requests, such as a CSRF token. Only a script can set them, also before this class is defined. */
    requestHeaders: Readonly<Record<string, string>> = Reflect.get(this, 'requestHeaders') ?? {}

    attributeChangedCallback() {
      this.#setValue(this.#value)
    }
    connectedCallback() {
      this.#tree = this.getRootNode()
      // Called on the prototype, because an image with that name shadows the method.
      EventTarget.prototype.addEventListener.call(this.#tree, 'submit', this.#onSubmit, true)
      addEventListener('pageshow', this.#onPageShow)
    }
    disconnectedCallback() {
      this.#leaveTree()
      // Moving an element removes and inserts it at once. Its sign-in continues.
      queueMicrotask(() => {
        if (this.isConnected) return
        this.#pending?.abort()
        this.#ownInstance?.instance.destroy()
        this.#ownInstance = undefined
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
      this.#pending?.abort()
      this.#show('idle')
      this.#setValue('')
    }

    #leaveTree() {
      removeEventListener('pageshow', this.#onPageShow)
      EventTarget.prototype.removeEventListener.call(this.#tree, 'submit', this.#onSubmit, true)
    }

    async #signIn() {
      if (this.#pending !== undefined) return
      const pending = new AbortController()
      this.#pending = pending
      this.#show('busy')
      try {
        this.#succeed(await this.#requestSignature(pending.signal))
      } catch (error) {
        this.#fail(error)
      } finally {
        this.#pending = undefined
      }
    }

    /** Checks every submission: by the form, by a button, and by `auto-submit`. */
    readonly #onSubmit = (event: Event) => {
      if (event.target !== this.form || this.#value === '') return
      try {
        this.#requireTrustedForm(event instanceof SubmitEvent ? event.submitter : null)
      } catch (error) {
        event.preventDefault()
        this.#fail(error)
      }
    }

    /** The server has used the nonce of a submitted value, so a page that the user goes back to starts afresh. */
    readonly #onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted && this.#value !== '') this.formResetCallback()
    }

    #requireTrustedForm(submitter: HTMLElement | null = null) {
      const isField = this.name !== '' || this.hasAttribute('auto-submit')
      if (this.form && isField) requireTrustedForm(this.form, submitter, this.#trusted().server)
    }

    #trusted(): TrustedOrigins {
      const { widgetUrl, allowOrigins } = openkey()
      return readTrustedOrigins({ pageOrigin: location.origin, widgetUrl, allowOrigins })
    }

    async #requestSignature(signal: AbortSignal): Promise<SignedIn> {
      if (this.#internals === undefined) throw browserTooOld('ElementInternals')
      await untilLoaded(signal)
      const read = (name: string) => this.getAttribute(name)
      const settings = readSignInSettings({
        read,
        names: this.getAttributeNames(),
        baseUrl: this.baseURI,
        trusted: this.#trusted(),
      })
      this.#requireTrustedForm()
      return signInToServer({
        openkey: this.#instance(settings),
        server: createRelyingParty({
          ...settings,
          headers: this.requestHeaders,
          fetch: (...request) => fetch(...request),
        }),
        statement: settings.statement,
        origin: location.origin,
        now: Date.now,
        signal,
      })
    }

    #instance({ ownInstance }: SignInSettings): Pick<OpenKey, 'connect' | 'signIn'> {
      if (ownInstance === undefined) return openkey()
      const key = JSON.stringify(ownInstance)
      if (this.#ownInstance?.key === key) return this.#ownInstance.instance
      this.#ownInstance?.instance.destroy()
      const instance = openkey().create(ownInstance)
      this.#ownInstance = { key, instance }
      return instance
    }

    #succeed(signedIn: SignedIn) {
      // A script may have moved the element into another form.
      this.#requireTrustedForm()
      const { message, signature, address } = signedIn
      this.#show('signed-in', address)
      this.#setValue(JSON.stringify({ message, signature }))
      this.#dispatch('signedin', signedIn)
      // The server would reject it from then on.
      clearTimeout(this.#expiry)
      this.#expiry = setTimeout(() => {
        this.#setValue('')
        if (this.#pending === undefined) this.#show('idle')
      }, signInLifetimeMs)
      if (this.form && this.hasAttribute('auto-submit')) HTMLFormElement.prototype.requestSubmit.call(this.form)
    }

    #fail(error: unknown) {
      // Errors of the script have another class than those of this file, and the same codes.
      const known = error instanceof Error && 'code' in error ? error : undefined
      // `aborted`: the element was removed, or its form was reset.
      const isDismissed = known?.code === 'user_rejected' || known?.code === 'aborted'
      this.#show(isDismissed ? 'idle' : 'failed')
      this.#dispatch(
        'error',
        known ?? new OpenKeyError('internal', 'The sign-in failed unexpectedly.', { cause: error }),
      )
    }

    #show(state: 'idle' | 'busy' | 'signed-in' | 'failed', address?: string) {
      this.#view.show(state, address)
      // Older browsers support form-associated custom elements, but not custom states.
      const states = this.#internals?.states
      states?.clear()
      if (state === 'idle') return
      try {
        states?.add(state)
      } catch {
        // Chromium before 125 requires names that begin with dashes.
        states?.add(`--${state}`)
      }
    }

    #setValue(value: string) {
      this.#value = value
      this.#internals?.setFormValue(value || null)
      const isMissing = value === '' && this.hasAttribute('required')
      this.#internals?.setValidity({ valueMissing: isMissing }, isMissing ? 'Sign in first.' : '', this.#view.button)
    }

    /** Frameworks whose syntax for events excludes a colon listen to the name with a dash. */
    #dispatch(name: string, detail: unknown) {
      for (const separator of ':-') {
        this.dispatchEvent(new CustomEvent(`openkey${separator}${name}`, { detail, bubbles: true, composed: true }))
      }
    }
  }
}
