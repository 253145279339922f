import type { SigningAccount } from '../../sdk-core/testing/wallets.ts'
import type { AnnouncedProvider, Eip1193Provider } from '../wallet/provider.ts'

export type PageWallet = AnnouncedProvider & {
  /** Methods that were called, in order. */
  readonly calls: string[]
  /** Makes the user decline what the wallet is asked next. */
  declineNext(): void
}

/** Creates a wallet like MetaMask, on chain 1. Refusals have the code 4001. */
export function pageWallet(account: SigningAccount, name = 'Test wallet'): PageWallet {
  const calls: string[] = []
  let isDeclining = false
  const provider: Eip1193Provider = {
    async request({ method, params = [] }) {
      calls.push(method)
      if (isDeclining && method !== 'eth_chainId') {
        isDeclining = false
        throw Object.assign(new Error('User rejected the request.'), { code: 4_001 })
      }
      if (method === 'eth_requestAccounts') return [account.address.toLowerCase()]
      if (method === 'eth_chainId') return '0x1'
      const [bytes, address] = params
      if (method !== 'personal_sign' || address !== account.address.toLowerCase()) throw new Error('Unsupported.')
      return account.signMessage({ message: fromHex(String(bytes)) })
    },
  }
  const rdns = `example.${name.toLowerCase().replaceAll(' ', '-')}`
  const info = { uuid: crypto.randomUUID(), name, icon: 'data:image/svg+xml,<svg/>', rdns }
  return {
    info,
    provider,
    calls,
    declineNext() {
      isDeclining = true
    },
  }
}

/** Announces a wallet when a page asks for one. */
export function announceWallet({ info, provider }: AnnouncedProvider, page: EventTarget): void {
  page.addEventListener('eip6963:requestProvider', () => {
    page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))
  })
}

function fromHex(hex: string): string {
  const bytes = hex.slice(2).match(/../g) ?? []
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)))
}
