import { type Account, type Clock, maxSiweBytes, OpenKeyError, type WorkLimits } from '@openkey/protocol'
import { checkDomain } from './checkDomain.ts'
import { checkPage } from './checkPage.ts'
import { checkSigned } from './checkSigned.ts'
import { checkWindows } from './checkWindows.ts'
import { type Curtain, createCurtain } from './createCurtain.ts'
import { createLink, type Link } from './createLink.ts'
import { createRequests, type Requests } from './createRequests.ts'
import { createSigner } from './createSigner.ts'
import { createSignIn } from './createSignIn.ts'
import { createEvents } from './events.ts'
import type { HostPage } from './hostPage.ts'
import type { Limits, OpenKey } from './openKey.ts'
import { type OpenKeyOptions, readOptions } from './options.ts'
import { rejectedBy } from './rejectedBy.ts'
import { shareWork } from './shareWork.ts'

export type Composition = {
  readonly options: OpenKeyOptions
  /** Absent on a server. */
  readonly page: HostPage | undefined
  readonly clock: Clock
}

/** What exists from the first call on. */
type Parts = { readonly page: HostPage; readonly link: Link; readonly curtain: Curtain; readonly requests: Requests }

/** Puts the SDK together on a given page and clock. */
export function composeOpenKey({ options, page: givenPage, clock }: Composition): OpenKey {
  const settings = readOptions(options)
  const { chainId } = settings
  const { on, emit, clear } = createEvents()
  let parts: Parts | undefined
  let account: Account | undefined
  let isSigning = false
  let isDestroyed = false

  function use(): Parts {
    if (isDestroyed) throw destroyed()
    parts ??= assemble(checkPage(givenPage, settings))
    return parts
  }

  function assemble(page: HostPage): Parts {
    const curtain = createCurtain({ show: () => link.show(), hide: () => link.hide() })
    const link: Link = createLink({
      page,
      settings,
      clock,
      onLeave: (how) => curtain.leave(rejectedBy(how)),
      handlers: {
        stage: (input) => requests.stage(input),
        dismiss: (input) => requests.dismiss(input),
        offerWindow() {
          checkWindows(page)
        },
      },
    })
    const requests = createRequests({ link, curtain, clock, emit })
    return { page, link, curtain, requests }
  }

  const within = ({ signal, timeoutMs = settings.callTimeoutMs }: Limits): WorkLimits => ({ signal, timeoutMs, clock })

  const shareConnect = shareWork(async (signal) => {
    account = await use().requests.ask('connect', (requestId) => ({ requestId, chainId }), { signal })
    return account
  })

  const connect: OpenKey['connect'] = async (limits = {}) => {
    use()
    return account ?? shareConnect(within(limits))
  }

  const signSiwe: OpenKey['signSiwe'] = async ({ message, keyId = account?.keyId, ...limits }) => {
    const { page, requests } = use()
    if (message.length > maxSiweBytes) {
      throw new OpenKeyError('message_too_large', 'The message is too large.')
    }
    const addresses = [checkDomain(message, page.origin), ...(account === undefined ? [] : [account.address])]
    if (isSigning) throw new OpenKeyError('busy', 'Another signature is open.')
    isSigning = true
    try {
      const input = (requestId: string) => ({ requestId, message, keyId })
      const signed = checkSigned(await requests.ask('signSiwe', input, within(limits)), { message, addresses })
      emit('bootstrap', signed.bootstrap)
      return signed
    } finally {
      isSigning = false
    }
  }

  return {
    preload() {
      if (givenPage !== undefined) use().link.channel().catch(ignore)
    },
    connect,
    signSiwe,
    signIn: createSignIn({ connect, signSiwe, clock, curtain: () => use().curtain }),
    signer: createSigner({ connect, signSiwe }),
    on,
    async ping({ signal, timeoutMs = settings.connectTimeoutMs } = {}) {
      const channel = await use().link.channel()
      await channel.call('ping', {}, { signal, timeoutMs })
    },
    async disconnect() {
      account = undefined
      const channel = await use().link.channel()
      await channel.call('disconnect', {})
      emit('disconnect', undefined)
    },
    destroy() {
      isDestroyed = true
      account = undefined
      clear()
      parts?.curtain.leave(destroyed())
      parts?.link.drop(destroyed())
      parts = undefined
    },
  }
}

function destroyed(): OpenKeyError {
  return new OpenKeyError('destroyed', 'This OpenKey was destroyed.')
}

/** A failed preload shows itself in the first call that matters. */
function ignore() {}
