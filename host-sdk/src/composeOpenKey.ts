import {
  type Account,
  anySignal,
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
import type { Doctor } from './doctor/doctor.ts'
import { createEvents, type Emit, type OpenKeyEvents } from './events.ts'
import { type Common, joinCommon, leaveCommon } from './joinCommon.ts'
import type { Limits, OpenKey } from './openKey.ts'
import { type OpenKeyOptions, readOptions } from './options.ts'
import type { HostPage } from './page/hostPage.ts'

export type Composition = {
  readonly options: OpenKeyOptions
  /** Absent on a server. */
  readonly page: HostPage | undefined
  readonly clock: Clock
  /** Looked for when somebody asks what is wrong: it is no part of what a page loads otherwise. */
  readonly doctor: Doctor
}

/** Puts the SDK together on a given page and clock. */
export function composeOpenKey({ options, page: givenPage, clock, doctor }: Composition): OpenKey {
  const settings = readOptions(options)
  const { chainId } = settings
  const { on, emit, clear } = createEvents()
  /** Fires when this instance is destroyed; the frame may have other users. */
  const life = new AbortController()
  let common: Common | undefined
  let account: Account | undefined
  let isSigning = false

  const member: Emit = (name, event) => {
    if (name === 'disconnect') account = undefined
    emit(name, event)
  }

  function use(): Common {
    if (life.signal.aborted) throw life.signal.reason
    common ??= joinCommon(checkPage(givenPage, settings), settings, clock, member)
    return common
  }

  function within({ signal, timeoutMs = settings.callTimeoutMs }: Limits): DeadlineOptions {
    return { signal: anySignal([life.signal, signal ?? life.signal]), timeoutMs, clock }
  }

  const onStage = (stage: OpenKeyEvents['stage']) => emit('stage', stage)

  /** Calls at the same time meet in the widget, which gives all of them one answer. */
  const connect: OpenKey['connect'] = async (limits = {}) => {
    const { requests } = use()
    const input = (requestId: string) => ({ requestId, chainId })
    account ??= await requests.ask('connect', input, { ...within(limits), onStage })
    return account
  }

  const signSiwe: OpenKey['signSiwe'] = async ({ message, keyId = account?.keyId, ...limits }) => {
    const { page, requests } = use()
    const named = checkDomain(message, page.origin)
    if (message.length > maxSiweBytes) {
      throw new OpenKeyError('message_too_large', 'The message is too large.')
    }
    const addresses = [named, account?.address ?? named]
    if (isSigning) throw new OpenKeyError('busy', 'Another signature is open.')
    isSigning = true
    try {
      const input = (requestId: string) => ({ requestId, message, keyId })
      const answer = await requests.ask('signSiwe', input, { ...within(limits), onStage })
      const signed = await checkSigned(answer, { message, addresses, verify: settings.verify })
      emit('bootstrap', signed.bootstrap)
      return signed
    } finally {
      isSigning = false
    }
  }

  /** A call that shows no screen. */
  async function call(method: 'ping' | 'disconnect', limits: Limits) {
    const { link } = use()
    await withDeadline(within({ timeoutMs: 2 * settings.connectTimeoutMs, ...limits }), async () => {
      const channel = await link.channel()
      await channel.call(method, {})
    })
  }

  return {
    preload() {
      if (givenPage !== undefined) call('ping', {}).catch(ignore)
    },
    connect,
    signSiwe,
    signIn: createSignIn({ connect, signSiwe, within, curtain: () => use().curtain }),
    signer: createSigner({ connect, signSiwe }),
    on,
    ping: (limits = {}) => call('ping', limits),
    async disconnect(limits = {}) {
      const { link, members } = use()
      account = undefined
      if (!link.needsPress()) await call('disconnect', limits)
      link.setApproved(false)
      for (const tell of members) tell('disconnect', undefined)
    },
    async diagnose(limits = {}) {
      const page = givenPage ?? checkPage(givenPage, settings)
      return withDeadline(within({ timeoutMs: 4 * settings.connectTimeoutMs, ...limits }), (_, settled) =>
        doctor({ settings, page, clock, signal: settled() }),
      )
    },
    destroy() {
      const destroyed = new OpenKeyError('destroyed', 'This OpenKey was destroyed.')
      life.abort(destroyed)
      clear()
      account = undefined
      if (common !== undefined) leaveCommon(common, member, destroyed)
      common = undefined
    },
  }
}

/** A failed preload shows itself in the first call that matters. */
function ignore() {}
