import { BrowserSessionStorage, TinyCloudWeb } from '@openkey/playground/web-sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { runSnippet } from '../../../playground/sdk-core/testing/runSnippet.ts'
import { announceWallet, type PageWallet, pageWallet } from '../../../playground/web-sdk/testing/pageWallet.ts'

declare global {
  interface Window {
    wallet: PageWallet
    /** Adds a wallet with another account, as a second extension does. */
    addWallet: (name: string) => PageWallet
    TinyCloudWeb: typeof TinyCloudWeb
    /** Constants of the last snippet. */
    ran: Record<string, unknown>
    /** Runs a snippet of documentation. @returns the message of its error */
    run: (code: string) => Promise<string | undefined>
  }
}

/** A page in a browser with one wallet, as its extension puts it there. */
window.wallet = pageWallet(privateKeyToAccount(`0x${'11'.repeat(32)}`))
announceWallet(window.wallet, window)
window.addWallet = (name) => {
  const wallet = pageWallet(privateKeyToAccount(`0x${'22'.repeat(32)}`), name)
  announceWallet(wallet, window)
  return wallet
}
window.TinyCloudWeb = TinyCloudWeb
window.run = async (code) => {
  try {
    window.ran = await runSnippet(code, { BrowserSessionStorage, TinyCloudWeb })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
