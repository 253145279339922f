import {
  type Account,
  type Clock,
  type DeadlineOptions,
  maxSiweBytes,
  OpenKeyError,
  withDeadline,
} from '@openkey/protocol'
import { createSigner } from './calls/createSigner.ts'
import { createSignIn } from './calls/createSignIn.ts'
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
import type { CallOptions, OpenKey } from './openKey.ts'
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
}

/** Builds an OpenKey instance from its dependencies. */
export function composeOpenKey({ options, page: givenPage, connections, clock, doctor }: Composition): OpenKey {
  const settings = readOptions(options)
  const { chainId } = settings
  const { on, emit, clear } = createEvents()
  /** Aborts when this instance is destroyed. Other instances may go on using the connection. */
  const lifetime = new AbortController()
  let shared: SharedConnection | undefined
  let account: Account | undefined
  let isSigning = false

  const subscriber: Emit = (name, event) => {
    if (name === 'disconnect') account = undefined
    emit(name, event)
  }

  function acquire(): SharedConnection {
    if (lifetime.signal.aborted) throw lifetime.signal.reason
    shared ??= acquireSharedConnection({
      page: checkPage(givenPage, settings),
      registry: connections(),
      settings,
      clock,
      subscriber,
    })
    return shared
  }

  /** Callers may be untyped, as with the options of the instance. */
  function resolveCallOptions(options: CallOptions | null, defaultMs = settings.callTimeoutMs): DeadlineOptions {
    const { signal, timeoutMs: givenMs } = options ?? {}
    const timeoutMs = Number(givenMs ?? defaultMs)
    checkRules([
      ['signal', signal, !signal || typeof signal.aborted === 'boolean', 'an AbortSignal'],
      ['timeoutMs', givenMs, timeoutMs > 0, 'a number above 0'],
    ])
    return { signals: [lifetime.signal, signal], timeoutMs, clock }
  }

  const onStage = (stage: OpenKeyEvents['stage']) => emit('stage', stage)

  const connect: OpenKey['connect'] = async (callOptions = {}) => {
    const { requests } = acquire()
    const input = (requestId: string) => ({ requestId, chainId })
    // The widget gives concurrent requests one answer.
    account ??= await requests.send('connect', input, { ...resolveCallOptions(callOptions), onStage })
    return account
  }

  const signSiwe: OpenKey['signSiwe'] = async (options) => {
    const { message, keyId = account?.keyId, ...callOptions } = options ?? {}
    const { page, requests } = acquire()
    const signer = checkDomain(message, page.origin)
    if (message.length > maxSiweBytes) {
      throw new OpenKeyError('message_too_large', 'The message is too large.')
    }
    const addresses = [signer, account?.address ?? signer]
    if (isSigning) throw new OpenKeyError('busy', 'Another signature is open.')
    isSigning = true
    try {
      const input = (requestId: string) => ({ requestId, message, keyId })
      const result = await requests.send('signSiwe', input, { ...resolveCallOptions(callOptions), onStage })
      const signed = await checkSigned(result, { message, addresses, verify: settings.verify })
      emit('bootstrap', signed.bootstrap)
      return signed
    } finally {
      isSigning = false
    }
  }

  /** Calls a method that shows no screen. */
  async function call(method: 'ping' | 'disconnect', callOptions: CallOptions) {
    const { connection } = acquire()
    const limits = resolveCallOptions(callOptions, 2 * settings.connectTimeoutMs)
    await withDeadline(limits, async () => {
      const channel = await connection.channel()
      await channel.call(method, {})
    })
  }

  return {
    preload() {
      if (givenPage !== undefined) call('ping', {}).catch(ignore)
    },
    connect,
    signSiwe,
    signIn: createSignIn({ connect, signSiwe, resolveCallOptions, visibility: () => acquire().visibility }),
    signer: createSigner({ connect, signSiwe }),
    on,
    ping: (callOptions = {}) => call('ping', callOptions),
    async disconnect(callOptions = {}) {
      const { connection, subscribers } = acquire()
      account = undefined
      if (!connection.requiresUserActivation()) await call('disconnect', callOptions)
      connection.setApproved(false)
      for (const notify of subscribers) notify('disconnect', undefined)
    },
    async diagnose(callOptions = {}) {
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
