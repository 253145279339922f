import { OpenKeyError } from '@openkey/protocol'
import { memoizeAsync } from '../../memoizeAsync.ts'
import type { SignatureVerifier } from '../../ports/signatureVerifier.ts'

type Recover = typeof import('./recoverSigner.ts')

export type SignatureVerifierOptions = {
  /** Fetches the curve arithmetic. @default the page's own chunk */
  readonly load?: () => Promise<Recover>
}

/** Recovers signers with code that arrives while the user reads. */
export function createSignatureVerifier({
  load = () => import('./recoverSigner.ts'),
}: SignatureVerifierOptions = {}): SignatureVerifier {
  const loaded = memoizeAsync(() =>
    load().catch((cause) => {
      throw new OpenKeyError('internal', 'The code that verifies signatures could not be loaded.', { cause })
    }),
  )

  return {
    preload() {
      loaded().catch(() => undefined)
    },
    async recover(message, signature) {
      const { recoverSigner } = await loaded()
      return recoverSigner(message, signature)
    },
  }
}
