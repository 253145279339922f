/**
 * A SIWE message (EIP-4361). Every field is the raw text of the message, so that formatting it again gives the same
 * bytes.
 */
export type SiweMessage = {
  /** URI scheme of the requesting origin, without `://`. */
  readonly scheme?: string | undefined
  /** Host and optional port that ask for the signature. */
  readonly domain: string
  /** Address of the account that signs, EIP-55. */
  readonly address: string
  /** One line for the user. An empty statement and an absent one are different bytes. */
  readonly statement?: string | undefined
  /** Subject of the signature: a URL of the origin, a DID that receives capabilities, or `ucan:` and a revoked CID. */
  readonly uri: string
  readonly version: '1'
  /** EIP-155 chain id. */
  readonly chainId: number
  /** At least 8 letters and digits. */
  readonly nonce: string
  /** RFC 3339, verbatim; read it by `parseTimestamp`. */
  readonly issuedAt: string
  /** RFC 3339, verbatim. */
  readonly expirationTime?: string | undefined
  /** RFC 3339, verbatim. */
  readonly notBefore?: string | undefined
  readonly requestId?: string | undefined
  /** URIs. An empty list (`Resources:` and nothing below) and an absent one are different bytes. */
  readonly resources?: readonly string[] | undefined
}

/** Maximum size of a SIWE message, in bytes. Its alphabet is ASCII, so this is also its length in characters. */
export const maxSiweBytes = 32_768

/**
 * Maximum length of a ReCap URI, in characters. In a SIWE message, the limit of the message applies first. The `att` of
 * a UCAN, which a node may store in this form, can reach this length.
 */
export const maxRecapLength = 65_536
