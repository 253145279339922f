import {
  type Account,
  type Clock,
  type DeadlineOptions,
  isLoopback,
  isOpenKeyError,
  isUrl,
  maxSiweBytes,
  OpenKeyError,
  type WidgetMethods,
  withDeadline,
} from '@openkey/protocol'
import { createSignIn, type SignSiwe } from './calls/createSignIn.ts'
import { checkDomain } from './checks/checkDomain.ts'
import { checkPage } from './checks/checkPage.ts'
import { checkSigned } from './checks/checkSigned.ts'
import {
  acquireSharedConnection,
  type ConnectionRegistry,
  releaseSharedConnection,
  type SharedConnection,
} from './connection/sharedConnection.ts'
import type { Doctor } from './doctor/doctor.ts'
import { createEvents, type Emit, type OpenKeyEvents } from './events.ts'
import type { Feedback } from './feedback/developerFeedback.ts'
import type { CallOptions, OpenKey, Signer } from './openKey.ts'
import { checkRules, type OpenKeyOptions, readOptions } from './options.ts'
import type { HostPage } from './page/hostPage.ts'

export type Composition = {
  readonly options: OpenKeyOptions
  /** Absent on a server. */
  readonly page: HostPage | undefined
  /** Returns the connections that instances on this page share. */
  readonly connections: () => ConnectionRegistry
  readonly clock: Clock
  /** Implements {@link OpenKey.diagnose}. Passed in so that pages load its code only when they call it. */
  readonly doctor: Doctor
  /** Loads what warns developers. */
  readonly feedback?: (() => Promise<Feedback>) | undefined
}

/** Builds an OpenKey instance from its dependencies. */
export function composeOpenKey({
  options,
  page: givenPage,
  connections,
  clock,
  doctor,
  feedback,
}: Composition): OpenKey {
  const settings = readOptions(options)
  const { chainId, debug = isDevelopment(givenPage) } = settings
  const { on, emit, clear } = createEvents()
  /** Aborts when this instance is destroyed. Other instances may go on using the connection. */
  const lifetime = new AbortController()
  let shared: SharedConnection | undefined
  let account: Account | undefined
  let isSigning = false

  function setAccount(next?: Account) {
    if (account?.keyId !== next?.keyId) emit('account', next)
    account = next
  }

  const subscriber: Emit = (name, event) => {
    if (name === 'disconnect') setAccount()
    emit(name, event)
  }

  function acquire(): SharedConnection {
    if (lifetime.signal.aborted) throw lifetime.signal.reason
    if (shared) return shared
    if (debug) feedback?.().then(({ onOptions }) => onOptions(options), ignore)
    shared = acquireSharedConnection({
      page: checkPage(givenPage, settings),
      registry: connections(),
      settings,
      clock,
      subscriber,
    })
    return shared
  }

  /** Callers may be untyped, as with the options of the instance. */
  function resolveCallOptions(options?: CallOptions | null, defaultMs = settings.callTimeoutMs): DeadlineOptions {
    const { signal, timeoutMs: givenMs } = options ?? {}
    const timeoutMs = Number(String(givenMs ?? defaultMs))
    checkRules([
      ['signal', signal, !signal || typeof signal.aborted === 'boolean', 'an AbortSignal'],
      ['timeoutMs', givenMs, timeoutMs > 0, 'a number above 0'],
    ])
    return { signals: [lifetime.signal, signal], timeoutMs, clock }
  }

  /** Passes a call on. In development, its failure is also explained in the console. */
  function watch<Value>(call: Promise<Value>): Promise<Value> {
    if (debug)
      call.catch(async (error) => isOpenKeyError(error) && (await feedback?.())?.onFailure(error)).catch(ignore)
    return call
  }

  const onStage = (stage: OpenKeyEvents['stage']) => emit('stage', stage)

  const connect: OpenKey['connect'] = async (callOptions) => {
    const { requests } = acquire()
    if (account !== undefined) return account
    const input = (requestId: string) => ({ requestId, chainId })
    // The widget gives concurrent requests one answer.
    const connected = await (callOptions?.silent
      ? call('account', { chainId }, callOptions)
      : requests.send('connect', input, { ...resolveCallOptions(callOptions), onStage }))
    setAccount(connected)
    return connected
  }

  const signSiwe: SignSiwe = async (options) => {
    const { message, narrow, keyId = account?.keyId, ...callOptions } = options ?? {}
    const { page, requests, connection } = acquire()
    const signer = checkDomain(message, page.origin)
    if (message.length > maxSiweBytes) {
      throw new OpenKeyError('message_too_large', 'The message is too large.')
    }
    const addresses = [signer, account?.address ?? signer]
    if (isSigning) throw new OpenKeyError('busy', 'Another signature is open.')
    let next: string
    isSigning = true
    try {
      const input = (requestId: string) => ({
        requestId,
        message,
        keyId,
        // Older widgets reject members that they do not know.
        canNarrow: (narrow && connection.version() > 2) || undefined,
      })
      const result = await requests.send('signSiwe', input, { ...resolveCallOptions(callOptions), onStage })
      if (!narrow || !('removed' in result)) {
        const signed = await checkSigned(result, { message, addresses, verify: settings.verify })
        emit('bootstrap', signed.bootstrap)
        return signed
      }
      next = await narrow(result)
    } finally {
      isSigning = false
    }
    return signSiwe({ ...options, message: next })
  }

  /** Calls a method that shows no screen. */
  async function call<Method extends 'ping' | 'disconnect' | 'account'>(
    method: Method,
    input: WidgetMethods[Method]['input'],
    callOptions?: CallOptions,
  ) {
    const { connection } = acquire()
    const limits = resolveCallOptions(callOptions, 2 * settings.connectTimeoutMs)
    return withDeadline(limits, async () => (await connection.channel()).call(method, input))
  }

  const signIn = createSignIn({ connect, signSiwe, resolveCallOptions, visibility: () => acquire().visibility })

  return {
    get account() {
      return account
    },
    preload() {
      if (givenPage !== undefined) call('ping', {}).catch(ignore)
    },
    connect: (callOptions) => watch(connect(callOptions)),
    signSiwe: (input) => watch(signSiwe(input)),
    signIn: (auth, callOptions) => watch(signIn(auth, callOptions)),
    signer: createSigner({ connect, signSiwe }),
    on,
    async ping(callOptions) {
      await call('ping', {}, callOptions)
    },
    async disconnect(callOptions) {
      const { connection, subscribers } = acquire()
      setAccount()
      if (!connection.requiresUserActivation()) await call('disconnect', {}, callOptions)
      connection.setApproved(false)
      for (const notify of subscribers) notify('disconnect', undefined)
    },
    async diagnose(callOptions) {
      const page = givenPage ?? checkPage(givenPage, settings)
      const limits = resolveCallOptions(callOptions, 4 * settings.connectTimeoutMs)
      return withDeadline(limits, (_, settled) => doctor({ settings, page, clock, signal: settled() }))
    },
    destroy() {
      const destroyed = new OpenKeyError('destroyed', 'This OpenKey was destroyed.')
      lifetime.abort(destroyed)
      clear()
      account = undefined
      if (shared !== undefined) releaseSharedConnection(connections(), shared, subscriber, destroyed)
      shared = undefined
    },
  }
}

/** If preloading fails, the next call reports why. */
function ignore() {}

function isDevelopment(page: HostPage | undefined): boolean {
  return page !== undefined && isUrl(page.origin) && isLoopback(new URL(page.origin).hostname)
}

/** Implements {@link OpenKey.signer}. */
function createSigner({ connect, signSiwe }: Pick<OpenKey, 'connect' | 'signSiwe'>): Signer {
  return {
    getAddress: async (options) => (await connect(options)).address,
    getChainId: async (options) => (await connect(options)).chainId,
    signMessage: async (message, options) => (await signSiwe({ message, ...options })).signature,
  }
}
