import { OpenKeyError } from '@openkey/protocol'
import type { SignatureVerifier } from '../ports/signatureVerifier.ts'

type Recover = typeof import('./recoverSigner.ts')

export type SignatureVerifierOptions = {
  /** Fetches the curve arithmetic. @default the page's own chunk */
  readonly load?: () => Promise<Recover>
}

/** Recovers signers with code that arrives while the user reads. */
export function createSignatureVerifier({
  load = () => import('./recoverSigner.ts'),
}: SignatureVerifierOptions = {}): SignatureVerifier {
  let loading: Promise<Recover> | undefined

  function loadOnce(): Promise<Recover> {
    loading ??= load().catch((cause) => {
      loading = undefined
      throw new OpenKeyError('internal', 'The code that checks signatures could not be loaded.', { cause })
    })
    return loading
  }

  return {
    preload() {
      loadOnce().catch(() => undefined)
    },
    async recover(message, signature) {
      const { recoverSigner } = await loadOnce()
      return recoverSigner(message, signature)
    },
  }
}
