import type { Signer } from '../../sdk-core/signer.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import type { Eip1193Provider } from './provider.ts'

/**
 * Creates a signer from an EIP-1193 provider such as MetaMask's. `getAddress` asks the user to connect an account
 * unless one is connected. The provider's own errors, such as 4001 for a refusal, pass through.
 * @throws {TinyCloudError} `wallet_invalid` for an answer that is not of the expected type, from the signer's methods
 */
export function providerSigner(provider: Eip1193Provider): Signer {
  const getAddress = async () => {
    const accounts = await provider.request({ method: 'eth_requestAccounts' })
    const address: unknown = Array.isArray(accounts) ? accounts[0] : undefined
    return requireMatch('eth_requestAccounts', address, /^0x[0-9a-f]{40}$/i)
  }
  return {
    getAddress,
    async getChainId() {
      return Number(
        requireMatch('eth_chainId', await provider.request({ method: 'eth_chainId' }), /^0x[0-9a-f]{1,8}$/i),
      )
    },
    async signMessage(message) {
      const params = [toHex(message), await getAddress()]
      const signature = await provider.request({ method: 'personal_sign', params })
      return requireMatch('personal_sign', signature, /^0x[0-9a-f]{130}$/i)
    },
  }
}

/** The UTF-8 bytes as hex. Wallets disagree about text that looks like hex. */
function toHex(text: string): string {
  const bytes = [...new TextEncoder().encode(text)]
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function requireMatch(method: string, value: unknown, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value
  throw new TinyCloudError('wallet_invalid', `The wallet returned an invalid value for \`${method}\`.`, {
    details: { received: String(value).slice(0, 80) },
  })
}
