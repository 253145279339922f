import { OpenKeyError } from '@openkey/protocol'
import type { Passkeys } from '../../ports/passkeys.ts'
import type { PasskeyCeremonies } from './passkeyCeremonies.ts'
import { browserPasskeyPage, type PasskeyPage } from './passkeyPage.ts'

export type PasskeysOptions = {
  /** @default browserPasskeyPage() */
  readonly page?: PasskeyPage
  /** Loads the code of the ceremonies. Called again after a failure. */
  readonly load: (page: PasskeyPage) => Promise<PasskeyCeremonies>
}

/** Passkeys of this browser. The code of the ceremonies is loaded on first use, or by `prefetch`. */
export function createPasskeys(options: PasskeysOptions): Passkeys & { readonly prefetch: () => void } {
  const { page = browserPasskeyPage(), load } = options
  let loading: Promise<PasskeyCeremonies> | undefined

  function ceremonies(): Promise<PasskeyCeremonies> {
    loading ??= load(page).catch((cause: unknown) => {
      loading = undefined
      throw new OpenKeyError('passkey_unavailable', 'The passkey prompt could not be loaded.', { cause })
    })
    return loading
  }

  function supports(ceremony: 'get' | 'create', isAllowedUnasked: boolean): boolean {
    try {
      const isThere = page.webAuthn !== undefined && typeof page.credentials?.[ceremony] === 'function'
      return isThere && (page.allows(`publickey-credentials-${ceremony}`) ?? isAllowedUnasked)
    } catch {
      return false
    }
  }

  return {
    prefetch: () => void ceremonies().catch(() => {}),
    support() {
      return {
        canAuthenticate: supports('get', true),
        // A frame that cannot query the policy counts as not allowed, because an offer must not fail.
        canRegister: supports('create', page.isTopLevel),
      }
    },
    authenticate: async (options, call) => (await ceremonies()).authenticate(options, call),
    register: async (options, call) => (await ceremonies()).register(options, call),
    signalUnknown(passkey) {
      ceremonies().then(
        ({ signalUnknown }) => signalUnknown(passkey),
        () => {},
      )
    },
  }
}
