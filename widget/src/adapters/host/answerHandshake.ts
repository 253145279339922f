import {
  type Clock,
  type Connect,
  negotiateVersion,
  OpenKeyError,
  type Origin,
  parseOrigin,
  protocolVersions,
  readConnect,
} from '@openkey/protocol'

/** Delays at which `hello` is repeated, in milliseconds after the first: the host may start to listen late. */
const helloRetryDelaysMs = [250, 1_000, 3_000] as const

/** The connection to the embedding page. */
export type Connection = {
  /** Reported by the browser, and pinned for the lifetime of the document. */
  readonly boundOrigin: Origin
  readonly version: number
  readonly connect: Connect
  /** `invalid_params` if the embedder's `connect` was invalid: every call is rejected with it. */
  readonly error?: OpenKeyError | undefined
  /** For calls into the widget. */
  readonly serves: MessagePort
  /** For calls into the host. */
  readonly calls: MessagePort
}

export type HandshakeOptions = {
  readonly window: Window
  readonly build: string
  /** Random, of this document. */
  readonly instance: string
  readonly clock: Clock
}

/**
 * The widget's half of the handshake, steps 2 to 4 of the protocol.
 *
 * 2. Sends `hello` to the embedding page, the only message to `*`: it contains no secret, and the page is not known
 *    yet.
 * 4. Accepts one `connect`: from the embedder's window, of the right shape, with two ports, meant for this document.
 *    The origin it came from is the bound origin. Nothing else ever decides it.
 *
 * @throws {OpenKeyError} `presentation_unavailable` without an embedder, `version_mismatch`, `origin_not_allowed`
 */
export function answerHandshake({ window, build, instance, clock }: HandshakeOptions): Promise<Connection> {
  const embedder = embedderOf(window)
  return new Promise((resolve, reject) => {
    if (!embedder) {
      throw new OpenKeyError('presentation_unavailable', 'The widget must be embedded or opened by an app.')
    }
    const sendHello = () =>
      embedder.postMessage({ type: 'openkey:hello', versions: [...protocolVersions], build, instance }, '*')
    const undo = helloRetryDelaysMs.map((delayMs) => clock.after(delayMs, sendHello))

    const onMessage = (event: MessageEvent) => {
      if (event.source !== embedder) return
      const { connect, error } = readConnect(event.data) ?? {}
      const [serves, calls, ...more] = event.ports
      if (connect?.instance !== instance || !serves || !calls || more.length > 0) return
      window.removeEventListener('message', onMessage)
      for (const stop of undo) stop()
      try {
        const boundOrigin = pinOrigin(event.origin, window)
        resolve({ boundOrigin, version: agreeOnVersion(connect), connect, error, serves, calls })
      } catch (error) {
        reject(error)
      }
    }
    window.addEventListener('message', onMessage)
    sendHello()
  })
}

function embedderOf(window: Window): Window | undefined {
  if (window.parent !== window) return window.parent
  return window.opener ?? undefined
}

/** S11: where the browser names the ancestors, the nearest one must agree. */
function pinOrigin(text: string, { location }: Window): Origin {
  const boundOrigin = parseOrigin(text)
  const nearest = location.ancestorOrigins?.[0]
  if (nearest !== undefined && nearest !== 'null' && nearest !== boundOrigin) {
    throw new OpenKeyError('origin_not_allowed', 'Another page than the embedder connected.', {
      details: { expected: nearest, received: boundOrigin },
    })
  }
  return boundOrigin
}

function agreeOnVersion({ versions }: Connect): number {
  const version = negotiateVersion(protocolVersions, versions)
  if (version === undefined) {
    throw new OpenKeyError('version_mismatch', 'App and widget share no version.', {
      details: { expected: protocolVersions.join(', '), received: versions.join(', ') },
    })
  }
  return version
}
