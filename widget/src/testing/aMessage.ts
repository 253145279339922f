import { encodeRecap, formatSiweMessage, type Recap, recapStatement, type SiweMessage } from '@openkey/protocol/siwe'

/** The moment at which every message built here is valid, in milliseconds since the epoch. */
export const noon = Date.parse('2026-11-20T12:00:00.000Z')

export const signer = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
export const stranger = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
export const ownSpace = `tinycloud:pkh:eip155:1:${signer}:default`

const sessionUri =
  'did:key:z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd#z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd'

const fields: SiweMessage = {
  domain: 'app.example',
  address: signer,
  uri: 'https://app.example',
  version: '1',
  chainId: 1,
  nonce: 'Nonce0001',
  issuedAt: '2026-11-20T12:00:00.000Z',
}

/** A message that grants nothing, for `https://app.example`. */
export function aPlainMessage(overrides: Partial<SiweMessage> = {}): string {
  return formatSiweMessage({ ...fields, ...overrides })
}

/** A message that grants `att` to a session key for an hour. Its statement follows from the ReCap unless overridden. */
export function aSessionMessage(
  att: Recap['att'],
  { prf = [], words, ...overrides }: Partial<SiweMessage> & { prf?: readonly string[]; words?: string } = {},
): string {
  const recap = { att, prf }
  const statement = recapStatement(recap)
  return formatSiweMessage({
    ...fields,
    uri: sessionUri,
    statement: words === undefined ? statement : `${words} ${statement}`,
    expirationTime: '2026-11-20T13:00:00.000Z',
    resources: [encodeRecap(recap)],
    ...overrides,
  })
}

/** A message that lets a node keep `space`, without an end. */
export function aHostMessage(space = ownSpace, overrides: Partial<SiweMessage> = {}): string {
  const att = { [`${space}/space`]: { 'tinycloud.space/host': [{}] } }
  return aSessionMessage(att, { expirationTime: undefined, uri: sessionUri.split('#', 1).join(), ...overrides })
}

/** A message that grants `att` to the account of {@link stranger} for an hour. */
export function aUserMessage(att: Recap['att'], overrides: Partial<SiweMessage> & { words?: string } = {}): string {
  return aSessionMessage(att, { uri: `did:pkh:eip155:1:${stranger}`, ...overrides })
}

export const revokedCid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'

/** A message that ends the delegation {@link revokedCid}. */
export function aRevocation(overrides: Partial<SiweMessage> = {}): string {
  return aPlainMessage({ uri: `ucan:${revokedCid}`, ...overrides })
}

export const ownOrbit = `tinycloud:pkh:eip155:1:${signer}://default`

/** A message of the older generation that lets a node keep an orbit, without an end. */
export function anOrbitMessage(
  att: Recap['att'] = { [ownOrbit]: { 'orbit/host': [{}] } },
  overrides: Partial<SiweMessage> = {},
): string {
  return aSessionMessage(att, { expirationTime: undefined, uri: sessionUri.split('#', 1).join(), ...overrides })
}
