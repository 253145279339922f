import type { Signer } from '../signer.ts'
import { TinyCloudError } from '../tinyCloudError.ts'

/** Purpose of a signature. It is passed to the {@link SignStrategy} and never changes the message. */
export type SignPurpose =
  /** Delegates capabilities to a session key. */
  | 'sign-in'
  /** Lets a node host a space. */
  | 'host-space'
  /** Accepts a delegation from another user. */
  | 'use-delegation'
  /** Delegates the capabilities that create a new account. */
  | 'bootstrap-session'
  /** Lets a node host a space of a new account. */
  | 'bootstrap-host'

/** A message to decide about. */
export type SignRequest = {
  readonly address: string
  readonly chainId: number
  readonly message: string
  readonly type: 'siwe'
  readonly purpose: SignPurpose
}

export type SignDecision =
  | {
      readonly approved: true
      /** 65 bytes as `0x` hex. @default the signer's */
      readonly signature?: string | undefined
    }
  | { readonly approved: false; readonly reason?: string | undefined }

/**
 * Chooses who decides about a signature. `ask`: a person, in the wallet. `auto`: no one, because the key is the
 * program's own. A function: the program, message by message; it may sign as well.
 */
export type SignStrategy = 'ask' | 'auto' | ((request: SignRequest) => SignDecision | Promise<SignDecision>)

type Asked = Omit<SignRequest, 'address' | 'chainId'> & {
  readonly account: () => Promise<Pick<SignRequest, 'address' | 'chainId'>>
}

/**
 * Has a message signed as the strategy decides.
 * @throws {TinyCloudError} `signature_refused`, with the reason in `details.received`
 * @throws the wallet's own error, unchanged
 */
export async function requestSignature(
  strategy: SignStrategy,
  signer: Signer,
  { account, ...request }: Asked,
): Promise<string> {
  const { message, purpose } = request
  if (typeof strategy !== 'function') return signer.signMessage(message)
  const decision = await strategy({ ...(await account()), ...request })
  if (decision.approved) return decision.signature ?? signer.signMessage(message)
  const { reason } = decision
  throw new TinyCloudError(
    'signature_refused',
    `\`signStrategy\` refused the signature for “${purpose}”${reason ? `: ${reason}` : ''}.`,
    { details: reason ? { received: reason } : {} },
  )
}
