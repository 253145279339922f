import {
  type Capability,
  listCapabilities,
  parseSiweMessage,
  parseTimestamp,
  readRecap,
  readRecipient,
  type SiweMessage,
  toChecksumAddress,
} from '@openkey/protocol/siwe'
import type { Subject } from './subject.ts'

/** Capabilities in the signer's space `account` that only a TinyCloud sign-in asks for. */
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
 * Recognises a TinyCloud sign-in of this key's own account: a SIWE message whose ReCap is for a key, holds what it says
 * and asks for one capability of the registry in the signer's `account` space, or for making the signer's default network.
 * Domain, nonce and session key are no part of it; the widget checks those before anything gets here.
 */
export function detectSubject(message: string, keyAddress: string): Subject | undefined {
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
    // What another user receives is no sign-in of this account.
    if (recap === undefined || readRecipient(message).kind !== 'key') return undefined
    return { message, capabilities: listCapabilities(recap) }
  } catch {
    return undefined
  }
}

type Account = Pick<Subject, 'address' | 'chainId'>

function isOfAccount({ space, network, service, path = '', ability }: Capability, account: Account): boolean {
  const owner = space ?? network
  if (owner === undefined || owner.address !== account.address || owner.chainId !== account.chainId) return false
  if (network !== undefined) return network.name === 'default' && ability === 'tinycloud.encryption/network.create'
  return owner.name === 'account' && recognised.has(`${service} ${path} ${ability}`)
}
