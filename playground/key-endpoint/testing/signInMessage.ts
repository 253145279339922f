import { prepareSession } from '@openkey/protocol/session'
import { type CreateSiweMessageParameters, createSiweMessage } from 'viem/siwe'

export type SignInMessageOptions = {
  readonly address: string
  /** @default 1 */
  readonly chainId?: number
  /** Owner of the requested spaces. @default the address */
  readonly owner?: string
  /** Milliseconds since 1970. @default one hour from now */
  readonly expiresAt?: number
  /** Service → path → abilities in the space `account`. @default the registry of spaces */
  readonly inAccount?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Abilities on other URIs. */
  readonly raw?: Readonly<Record<string, readonly string[]>>
}

/** Creates a TinyCloud sign-in as an app's SDK does. */
export function signInMessage(options: SignInMessageOptions): string {
  const { address, chainId = 1, owner = address, expiresAt = Date.now() + 3_600_000 } = options
  const { inAccount = { kv: { 'spaces/': ['tinycloud.kv/get'] } } } = options
  const space = (name: string) => `tinycloud:pkh:eip155:${chainId}:${owner}:${name}`
  return prepareSession({
    address,
    chainId,
    domain: 'app.example',
    issuedAt: new Date(Math.min(expiresAt, Date.now()) - 1000).toISOString(),
    expirationTime: new Date(expiresAt).toISOString(),
    spaceId: space('default'),
    abilities: { kv: { '': ['tinycloud.kv/get', 'tinycloud.kv/put'] } },
    spaceAbilities: { [space('account')]: inAccount },
    ...(options.raw && { rawAbilities: options.raw }),
  }).siwe
}

/** Creates a SIWE message without a ReCap. */
export function plainMessage(fields: Partial<CreateSiweMessageParameters> = {}): string {
  const { domain = 'app.example' } = fields
  return createSiweMessage({
    address: '0x2c7536E3605D9C16a7a3D7b1898e529396a65c23',
    chainId: 1,
    domain,
    nonce: 'abcdefgh1234',
    uri: `https://${domain}/`,
    version: '1',
    ...fields,
  })
}
