import type { Signer } from '../../sdk-core/signer.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import { discoverProviders } from './discoverProviders.ts'
import { type AnnouncedProvider, type Eip1193Provider, isProvider } from './provider.ts'
import { providerSigner } from './providerSigner.ts'

/** Chooses one of several wallets, for example by asking the user. Resolves to `undefined` if the user wants none. */
export type ChooseProvider = (
  found: readonly AnnouncedProvider[],
) => AnnouncedProvider | undefined | Promise<AnnouncedProvider | undefined>

/**
 * Creates a signer that looks for a wallet on the page when it is first used, and then keeps it: the one that `choose`
 * returns, the only one that announced itself, or else `window.ethereum`.
 * @throws {TinyCloudError} `wallet_missing`, `wallet_ambiguous`, from the signer's methods
 */
export function pageSigner(choose?: ChooseProvider): Signer {
  let chosen: Promise<Signer> | undefined
  const use = () => {
    chosen ??= findProvider(choose).then(providerSigner)
    // Look again after a failure: the user may install or unlock a wallet.
    chosen.catch(() => {
      chosen = undefined
    })
    return chosen
  }
  return {
    getAddress: async () => (await use()).getAddress(),
    getChainId: async () => (await use()).getChainId(),
    signMessage: async (message) => (await use()).signMessage(message),
  }
}

async function findProvider(choose: ChooseProvider | undefined): Promise<Eip1193Provider> {
  const found = await discoverProviders()
  if (choose && found.length > 0) return (await choose(found))?.provider ?? missing('No wallet was chosen.')
  const [first, ...others] = found
  if (first && others.length === 0) return first.provider
  const usual: unknown = Reflect.get(globalThis, 'ethereum')
  if (isProvider(usual)) return usual
  if (!first) return missing('There is no wallet on this page: install one, or pass `signer` or `provider`.')
  throw new TinyCloudError(
    'wallet_ambiguous',
    'There are several wallets on this page: pass `providers`, a function that chooses one.',
    { details: { received: found.map(({ info }) => info.name).join(', ') } },
  )
}

function missing(message: string): never {
  throw new TinyCloudError('wallet_missing', message)
}
