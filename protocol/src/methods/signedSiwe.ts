import type { Bootstrap } from './bootstrap.ts'

/** One signature over one SIWE message. */
export type SignedSiwe = {
  /** 65 bytes, `r ‖ s ‖ v`, v is 27 or 28. */
  readonly signature: `0x${string}`
  readonly address: string
  readonly keyId: string
  /** The very string that was signed. */
  readonly message: string
  readonly bootstrap: Bootstrap
}
