import { toChecksumAddress } from '../siwe/identifiers/address.ts'
import { parseSiweMessage } from '../siwe/message/parseSiweMessage.ts'
import { listCapabilities } from '../siwe/recap/capability.ts'
import { readRecap } from '../siwe/recap/readRecap.ts'
import type { Recap } from '../siwe/recap/recap.ts'
import { recapStatement } from '../siwe/recap/recapStatement.ts'
import type { CostlyText } from './costlyText.ts'
import { testVector } from './testVector.ts'

/** Reads everything of a message that the widget reads before the user sees it. */
export function readMessage(text: string): unknown {
  const recap = readRecap(parseSiweMessage(text))
  return recap && listCapabilities(recap)
}

const fields = {
  header: 'app.example wants you to sign in with your Ethereum account:',
  statement: '',
  uri: testVector.did,
  chainId: '1',
  nonce: 'HandMade1',
  issuedAt: '2026-01-01T00:00:00Z',
  rest: '',
}

/** Formats a message without checking its fields. */
function message(changed: Partial<typeof fields>): string {
  const { header, statement, uri, chainId, nonce, issuedAt, rest } = { ...fields, ...changed }
  const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
  return `${header}\n${address}\n\n${statement}\n\nURI: ${uri}\nVersion: 1\nChain ID: ${chainId}\nNonce: ${nonce}\nIssued At: ${issuedAt}${rest}`
}

/** Creates a message with this ReCap, whose statement need not match it. */
function delegating(recap: string, statement = 'a'): string {
  const encoded = btoa(recap).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return message({ statement, rest: `\nResources:\n- urn:recap:${encoded}` })
}

/** Creates a valid message. */
function granting(recap: Recap, before = ''): string {
  return delegating(JSON.stringify(recap), before + recapStatement(recap))
}

function times<Value>(count: number, item: (index: string) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => item(String(index).padStart(6, '0')))
}

function named<Value>(count: number, entry: (index: string) => readonly [string, Value]): { [name: string]: Value } {
  return Object.fromEntries(times(count, entry))
}

const oneAbility: Recap['att'] = { 'urn:a:b': { 'kv/get': [{}] } }
const cid = 'zdpuB2zVfMWuAAwnrh2g36wTbT48F5mHHzDDTQUGLz4eFH4zs'
const space = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default'

function caveat(json: string): string {
  return `{"att":{"urn:a:b":{"kv/get":[${json}]}},"prf":[]}`
}

function onResource(resource: string): Recap {
  return { att: { [resource]: { 'kv/get': [{}] } }, prf: [] }
}

type Row = Omit<CostlyText, 'read'>

const counts: readonly Row[] = [
  {
    name: 'one proof of any length',
    write: (count) => delegating(JSON.stringify({ att: oneAbility, prf: [`z${'z'.repeat(count)}`] })),
    refused: 'recap_malformed',
  },
  {
    name: 'any number of proofs',
    write: (count) => delegating(JSON.stringify({ att: oneAbility, prf: times(count, () => cid) })),
    refused: 'recap_malformed',
  },
  {
    name: 'any number of resources',
    write: (count) =>
      delegating(JSON.stringify({ att: named(count, (index) => [`${space}/${index}`, { 'a/b': [{}] }]), prf: [] })),
    refused: 'recap_malformed',
  },
  {
    name: 'any number of abilities',
    write: (count) =>
      delegating(JSON.stringify({ att: { 'urn:a:b': named(count, (index) => [`a/${index}`, [{}]]) }, prf: [] })),
    refused: 'recap_malformed',
  },
  {
    name: 'a long resource that many namespaces repeat',
    write: (count) => {
      const att = { [`urn:a:${'b'.repeat(100 * count)}`]: named(count, (index) => [`n${index}/a`, [{}]]) }
      return delegating(JSON.stringify({ att, prf: [] }))
    },
    refused: 'message_too_large',
  },
  {
    name: 'namespaces',
    write: (count) =>
      granting({ att: { 'urn:a:b': named(count, (index) => [`${'n'.repeat(32)}${index}/a`, [{}]]) }, prf: [] }),
  },
  {
    name: 'abilities that begin alike',
    write: (count) =>
      granting({ att: { 'urn:a:b': named(count, (index) => [`a/${'b'.repeat(48)}${index}`, [{}]]) }, prf: [] }),
  },
  {
    name: 'spaces, each with an address to check',
    write: (count) => {
      const owner = (index: string) => toChecksumAddress(`0x${index.padStart(40, 'ab')}`)
      const path = 'p'.repeat(160)
      const resource = (index: string) => `tinycloud:pkh:eip155:1:${owner(index)}:default/kv/${path}`
      return granting({
        att: Object.fromEntries(
          times(count, resource)
            .sort()
            .map((name) => [name, { 'a/b': [{}] }]),
        ),
        prf: [],
      })
    },
  },
]

const caveats: readonly Row[] = [
  { name: 'empty caveats', write: (count) => granting(JSON.parse(caveat(times(count, () => '{}').join()))) },
  {
    name: 'members of a caveat',
    write: (count) => granting(JSON.parse(caveat(JSON.stringify(named(count, (index) => [`k${index}`, 1]))))),
  },
  {
    name: 'members named by numbers',
    write: (count) => delegating(caveat(`{${times(count, (index) => `"${Number(index) * 524_288}":1`).join()}}`)),
    refused: 'recap_malformed',
  },
  {
    name: 'one member over and over',
    write: (count) => delegating(caveat(`{${times(count, () => '"a":1').join()}}`)),
    refused: 'recap_malformed',
  },
  {
    name: 'deep nesting',
    write: (count) => delegating(caveat(`{"a":${'['.repeat(count)}${']'.repeat(count)}}`)),
    refused: 'recap_malformed',
  },
  {
    name: 'a number of many digits',
    write: (count) => delegating(caveat(`{"a":${'9'.repeat(count)}}`)),
    refused: 'recap_malformed',
  },
  {
    name: 'characters to escape',
    write: (count) => granting(JSON.parse(caveat(`{"a":"${'\\u0001'.repeat(count)}"}`))),
  },
]

const recap: Recap = { att: oneAbility, prf: [] }

const statements: readonly Row[] = [
  {
    name: 'words that all but open a sentence',
    write: (count) => granting(recap, 'i further authorize the stated ur '.repeat(count)),
  },
  { name: 'spaces before the sentence', write: (count) => granting(recap, `a${' '.repeat(count)}b `) },
  {
    name: 'spaces up to the sentence',
    write: (count) => granting(recap, ` ${' '.repeat(count)}`),
    refused: 'recap_statement_mismatch',
  },
  {
    name: 'a path of slashes',
    write: (count) => granting(onResource(`${space}/kv/${'/a'.repeat(count)}`)),
  },
  { name: 'a query of slashes', write: (count) => granting(onResource(`${space}/kv?${'/?'.repeat(count)}`)) },
  {
    name: 'a space with a name of any length',
    write: (count) => granting(onResource(`${space}${'a'.repeat(count)}/kv`)),
  },
  {
    name: 'a network that ends otherwise',
    write: (count) =>
      granting(
        onResource(`urn:tinycloud:encryption:did:pkh:${space.slice('tinycloud:pkh:'.length)}${'a'.repeat(count)}/`),
      ),
  },
]

const line = (field: keyof typeof fields, pattern: string, [before, after]: readonly [string, string]) => ({
  write: (count: number) => message({ [field]: before + pattern.repeat(count) + after }),
})

const fieldTexts: readonly Row[] = [
  { name: 'line feeds', write: (count) => '\n'.repeat(count), refused: 'siwe_malformed' },
  { name: 'lines', write: (count) => message({ rest: `\nResources:${'\n- a:'.repeat(count)}` }) },
  { name: 'IPv6 addresses', write: (count) => message({ rest: `\nResources:${'\n- a://[::1]'.repeat(count)}` }) },
  {
    name: 'ReCaps',
    write: (count) => message({ rest: `\nResources:${'\n- urn:recap:e30'.repeat(count)}` }),
    refused: 'recap_malformed',
  },
  { name: 'an IPv6 address of any length', ...line('uri', '1:', ['a://[', ':]']), refused: 'siwe_malformed' },
  {
    name: 'a domain of brackets',
    ...line('header', '[', ['', `]${fields.header.slice(11)}`]),
    refused: 'siwe_malformed',
  },
  { name: 'a domain of colons', ...line('header', ':', ['', fields.header.slice(11)]), refused: 'siwe_malformed' },
  { name: 'a scheme without end', ...line('header', 'a+', ['', `_://${fields.header}`]), refused: 'siwe_malformed' },
  { name: 'a chain id of any length', ...line('chainId', '9', ['', '']), refused: 'siwe_malformed' },
  { name: 'a nonce of any length', ...line('nonce', 'a', ['', '']) },
  {
    name: 'a fraction of any length',
    ...line('issuedAt', '1', ['2026-01-01T00:00:00.', 'Z']),
    refused: 'siwe_malformed',
  },
  { name: 'a request id of escapes', ...line('rest', '%41', ['\nRequest ID: ', '%4']), refused: 'siwe_malformed' },
  { name: 'a URI of slashes', ...line('uri', '/', ['a://b', '"']), refused: 'siwe_malformed' },
  { name: 'a URI of segments', ...line('uri', '/a', ['a:', '"']), refused: 'siwe_malformed' },
  { name: 'a URI of escapes', ...line('uri', '%41', ['a:', '%4']), refused: 'siwe_malformed' },
  { name: 'a URI of letters', ...line('uri', 'a', ['a:', '"']), refused: 'siwe_malformed' },
  { name: 'userinfo without host', ...line('uri', 'a:', ['a://', '^@']), refused: 'siwe_malformed' },
  { name: 'a query that ends otherwise', ...line('uri', '/?', ['a:?', '"']), refused: 'siwe_malformed' },
  { name: 'a second fragment', ...line('uri', 'a?', ['a:#', '#']), refused: 'siwe_malformed' },
  { name: 'brackets in a URI', ...line('uri', '[', ['a://[', '']), refused: 'siwe_malformed' },
  { name: 'a port of any length', ...line('uri', '1', ['a://b:', '"']), refused: 'siwe_malformed' },
]

/** Messages, by their costly part. */
export const costlyMessages: readonly CostlyText[] = [...counts, ...caveats, ...statements, ...fieldTexts].map(
  (row) => ({ ...row, read: readMessage }),
)
