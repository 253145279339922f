import type { ClientEvent } from '../sdk-core/session/clientEvent.ts'
import type { Signer } from '../sdk-core/signer.ts'
import { TinyCloudClient } from '../sdk-core/tinyCloudClient.ts'
import {
  checkOptions,
  clientOptionRules,
  type OptionRule,
  type TinyCloudClientOptions,
} from '../sdk-core/tinyCloudClientOptions.ts'
import { TinyCloudError } from '../sdk-core/tinyCloudError.ts'
import { BrowserSessionStorage } from './browserSessionStorage.ts'
import { createToasts, type Toasts } from './notifications/createToasts.ts'
import { notifyUser } from './notifications/notifyUser.ts'
import { type ChooseProvider, pageSigner } from './wallet/pageSigner.ts'
import { type Eip1193Provider, isProvider } from './wallet/provider.ts'
import { providerSigner } from './wallet/providerSigner.ts'

export type TinyCloudWebOptions = Omit<TinyCloudClientOptions, 'signer'> & {
  /** The wallet. `none` makes a session-only client. @default a wallet on the page, found when it is first needed */
  readonly signer?: Signer | 'none' | undefined
  /** An EIP-1193 provider, such as `window.ethereum`, instead of `signer`. */
  readonly provider?: Eip1193Provider | undefined
  /** Chooses among the wallets that announce themselves on the page (EIP-6963), instead of `signer`. */
  readonly providers?: ChooseProvider | undefined
  /** `popups` shows short messages about sign-in, restored and expired sessions, and failures. @default no popups */
  readonly notifications?: { readonly popups: boolean } | undefined
}

const optionRules: Readonly<Record<keyof TinyCloudWebOptions, OptionRule>> = {
  ...clientOptionRules,
  signer: {
    expected: "a signer or 'none'",
    accepts: (value) => value === 'none' || clientOptionRules.signer.accepts(value),
  },
  provider: { expected: 'an EIP-1193 provider', accepts: isProvider },
  providers: { expected: 'a function', accepts: (value) => typeof value === 'function' },
  notifications: {
    expected: '{ popups: true } or { popups: false }',
    accepts: (value) =>
      typeof value === 'object' && value !== null && 'popups' in value && typeof value.popups === 'boolean',
  },
}

/**
 * The TinyCloud client of a page. `domain` defaults to the page's host with its port, `sessionStorage` to its
 * localStorage, and the wallet to the one on the page.
 *
 * @example
 * const tc = new TinyCloudWeb({ notifications: { popups: true } })
 * await tc.signIn()
 * await tc.kv.put('greeting', 'hello')
 */
export class TinyCloudWeb extends TinyCloudClient {
  /** @throws {TinyCloudError} `option_invalid` */
  constructor(options: TinyCloudWebOptions = {}) {
    checkOptions(options, optionRules, 'TinyCloudWeb')
    const { signer, provider, providers, notifications, ...common } = options
    super(
      { ...common, signer: chooseSigner({ signer, provider, providers }) },
      {
        domain: () => globalThis.location.host,
        sessionStorage: () => new BrowserSessionStorage(),
        notify: notifications?.popups ? showingToasts() : undefined,
      },
    )
  }
}

function chooseSigner(wallets: Pick<TinyCloudWebOptions, 'signer' | 'provider' | 'providers'>): Signer | undefined {
  const given = Object.entries(wallets).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (given.length > 1) {
    throw new TinyCloudError('option_invalid', `Pass only one of “${given.join('”, “')}” to TinyCloudWeb.`, {
      details: { received: given.join(' ') },
    })
  }
  const { signer, provider, providers } = wallets
  if (signer === 'none') return undefined
  return signer ?? (provider ? providerSigner(provider) : pageSigner(providers))
}

/** Creates the messages with the first event, because the client may exist before the page's body. */
function showingToasts(): (event: ClientEvent) => void {
  let toasts: Toasts | undefined
  return (event) => {
    toasts ??= createToasts(globalThis.document)
    notifyUser(event, toasts)
  }
}
