import { encode } from '@ipld/dag-cbor'
import { encodeBase64url, encodePaddedBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { decodeAuthorization } from '../session/authorization.ts'
import { cidFromProof, proofFromCid } from '../session/cid.ts'
import { parsePrivateJwk } from '../session/jwk.ts'
import { parseKeyDid } from '../siwe/identifiers/keyDid.ts'
import type { CostlyText } from './costlyText.ts'
import { testVector } from './testVector.ts'

const [header = '', payload = '', signature = ''] = testVector.invocation.authorization.split('.')

/** The invocation of the test vector with some members replaced. */
function ucan(members: object): string {
  const known = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  return [header, encodeBase64url(encodeUtf8(JSON.stringify({ ...known, ...members }))), signature].join('.')
}

function many<Value>(count: number, item: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => item(index))
}

type Row = Omit<CostlyText, 'refused'>

const headers: readonly Omit<Row, 'read'>[] = [
  { name: 'proofs of a UCAN', write: (count) => ucan({ prf: many(count, () => testVector.delegationCid) }) },
  { name: 'proofs that are no text', write: (count) => ucan({ prf: many(count, () => 1) }) },
  { name: 'facts', write: (count) => ucan({ fct: many(count, () => 1) }) },
  {
    name: 'abilities of a UCAN',
    write: (count) => ucan({ att: { 'urn:a:b': Object.fromEntries(many(count, (index) => [`a/${index}`, [{}]])) } }),
  },
  {
    name: 'unknown members',
    write: (count) => ucan(Object.fromEntries(many(count, (index) => [`k${index}`, 1]))),
  },
  { name: 'dots', write: (count) => '.'.repeat(count) },
  { name: 'padding', write: (count) => '='.repeat(count) },
  {
    name: 'nested CBOR',
    write: (count) => encodePaddedBase64url(new Uint8Array(count).fill(0x81)),
  },
  {
    name: 'resources of a CACAO that are no text',
    write: (count) => encodePaddedBase64url(encode({ h: { t: 'eip4361' }, p: { resources: many(count, () => 1) } })),
  },
]

/** Credentials that a node, a client or an endpoint parses, by their costly part. All of them are rejected. */
export const costlyCredentials: readonly CostlyText[] = [
  ...headers.map((row): Row => ({ ...row, read: decodeAuthorization })),
  { name: 'a proof', write: (count: number) => `z${'z'.repeat(count)}`, read: cidFromProof },
  { name: 'a CID', write: (count: number) => `bafkr4i${'a'.repeat(count)}`, read: proofFromCid },
  { name: 'a key', write: (count: number) => `did:key:z${'z'.repeat(count)}`, read: parseKeyDid },
  {
    name: 'the fragment of a key',
    write: (count: number) => `${testVector.did}#${'z'.repeat(count)}`,
    read: parseKeyDid,
  },
  {
    name: 'a JWK',
    write: (count: number) => 'A'.repeat(count),
    read: (x: string) => parsePrivateJwk({ kty: 'OKP', crv: 'Ed25519', d: x, x }),
  },
].map((row) => ({ ...row, refused: 'invalid_params' }))
