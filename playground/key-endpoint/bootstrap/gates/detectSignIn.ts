import {
  type Address,
  type Capability,
  listCapabilities,
  parseSiweMessage,
  parseTimestamp,
  readRecap,
  readRecipient,
  type SiweMessage,
  toChecksumAddress,
} from '@openkey/protocol/siwe'

/** A TinyCloud sign-in, as its message states it. */
export type SignIn = {
  /** EIP-55 */
  readonly address: Address
  readonly chainId: number
  /** Milliseconds since 1970; `undefined` for a message that does not expire. */
  readonly expiresAt: number | undefined
}

/** Capabilities in the signer's space `account` that only a TinyCloud sign-in requests. */
const accountCapabilities: readonly (readonly [service: string, paths: readonly string[], verbs: readonly string[]])[] =
  [
    ['capabilities', ['', 'capabilities'], ['read']],
    ['kv', ['applications/', 'spaces/'], ['get', 'list', 'put']],
    ['sql', ['account'], ['read', 'schema', 'write']],
  ]

const recognised = new Set(
  accountCapabilities.flatMap(([service, paths, verbs]) =>
    paths.flatMap((path) => verbs.map((verb) => `${service} ${path} tinycloud.${service}/${verb}`)),
  ),
)

/**
 * Recognises a TinyCloud sign-in to the account of this key: a SIWE message with a valid ReCap (EIP-5573) for a session
 * key, which requests a capability of the registry in the signer's `account` space, or the creation of the signer's
 * default network. Domain, nonce and session key are not checked here, because the widget checks them before.
 * @returns `undefined` for any other message
 */
export function detectSignIn(message: string, keyAddress: string): SignIn | undefined {
  const siwe = parse(message)
  if (siwe === undefined) return undefined
  const { message: parsed, capabilities } = siwe
  const address = toChecksumAddress(parsed.address)
  if (address !== toChecksumAddress(keyAddress)) return undefined
  const { chainId, expirationTime } = parsed
  if (!capabilities.some((capability) => isOfAccount(capability, { address, chainId }))) return undefined
  return { address, chainId, expiresAt: expirationTime === undefined ? undefined : parseTimestamp(expirationTime) }
}

function parse(
  text: string,
): { readonly message: SiweMessage; readonly capabilities: readonly Capability[] } | undefined {
  try {
    const message = parseSiweMessage(text)
    const recap = readRecap(message)
    // A delegation to another user is not a sign-in.
    if (recap === undefined || readRecipient(message).kind !== 'key') return undefined
    return { message, capabilities: listCapabilities(recap) }
  } catch {
    return undefined
  }
}

type Signer = Pick<SignIn, 'address' | 'chainId'>

function isOfAccount({ space, network, service, path = '', ability }: Capability, signer: Signer): boolean {
  const owner = space ?? network
  if (owner === undefined || owner.address !== signer.address || owner.chainId !== signer.chainId) return false
  if (network !== undefined) return network.name === 'default' && ability === 'tinycloud.encryption/network.create'
  return owner.name === 'account' && recognised.has(`${service} ${path} ${ability}`)
}
