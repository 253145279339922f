import {
  changed,
  freely,
  grantMessage,
  plainMessage,
  recipientDid,
  type SignInMessageOptions,
  signInMessage,
} from '../fixtures/pages/messages/signInMessage.ts'

export type SignAttack = {
  readonly name: string
  /** Creates the value that is sent as the message; `ask` holds the fields of an honest message of this page. */
  readonly message: (ask: SignInMessageOptions) => unknown
  /** The widget's answer. */
  readonly code: string
  /** Further members of the input. */
  readonly members?: Readonly<Record<string, unknown>>
}

export const foreignAddress = '0x1563915e194D8CfBA1943570603F7606A3115508'
const revokedCid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
const transaction = { from: foreignAddress, to: foreignAddress, value: '0xde0b6b3a7640000', data: '0x' }
const typedData = {
  types: { EIP712Domain: [{ name: 'name', type: 'string' }], Permit: [{ name: 'spender', type: 'address' }] },
  primaryType: 'Permit',
  domain: { name: 'Token' },
  message: { spender: foreignAddress },
}

const padded = (message: string, bytes: number) => message.replace('test app', 'x'.repeat(bytes))
const recapOf = (message: string) => /urn:recap:\S+/.exec(message)?.[0] ?? ''
const withResources = (ask: SignInMessageOptions, resources: (recap: string) => readonly string[]) => {
  const message = signInMessage(ask)
  return changed(message, { resources: resources(recapOf(message)) })
}

/** Requests of a page without SDK that the widget must reject. */
export const signAttacks: readonly SignAttack[] = [
  { name: 'S1: plain text', message: () => 'I owe you 5 ether.', code: 'siwe_malformed' },
  { name: 'S1: nothing', message: () => '', code: 'siwe_malformed' },
  { name: 'S1: typed data as text', message: () => JSON.stringify(typedData), code: 'siwe_malformed' },
  { name: 'S1: typed data', message: () => typedData, code: 'invalid_params' },
  { name: 'S1: a transaction as text', message: () => JSON.stringify(transaction), code: 'siwe_malformed' },
  { name: 'S1: a transaction', message: () => transaction, code: 'invalid_params' },
  { name: 'S1: a raw digest', message: () => `0x${'5e'.repeat(32)}`, code: 'siwe_malformed' },
  {
    name: 'S1: a SIWE message in hex',
    message: (ask) => `0x${Buffer.from(signInMessage(ask)).toString('hex')}`,
    code: 'siwe_malformed',
  },
  {
    name: 'S1: an EIP-191 prefix before a SIWE message',
    message: (ask) => `\x19Ethereum Signed Message:\n${signInMessage(ask)}`,
    code: 'siwe_not_canonical',
  },
  {
    name: 'S2: a message for another site',
    message: (ask) => signInMessage({ ...ask, domain: 'bank.example' }),
    code: 'domain_mismatch',
  },
  {
    name: 'S2: a message for another port',
    message: (ask) => signInMessage({ ...ask, domain: 'localhost:1' }),
    code: 'domain_mismatch',
  },
  {
    name: 'S2: a message for another scheme',
    message: (ask) => changed(signInMessage(ask), { scheme: 'https' }),
    code: 'domain_mismatch',
  },
  {
    name: 'S2: a message for a site whose name begins like this one',
    message: (ask) => signInMessage({ ...ask, domain: 'localhost.bank.example' }),
    code: 'domain_mismatch',
  },
  {
    name: 'S2: this site as the user name of another',
    message: (ask) => plainMessage(ask).replace(ask.domain, `${ask.domain}@bank.example`),
    code: 'siwe_malformed',
  },
  {
    name: 'S3: line ends of another system',
    message: (ask) => signInMessage(ask).replaceAll('\n', '\r\n'),
    code: 'siwe_not_canonical',
  },
  {
    name: 'S3: a letter that looks like another',
    message: (ask) => plainMessage(ask).replace('test app', 'tеst app'),
    code: 'siwe_not_canonical',
  },
  {
    name: 'S3: a mark that turns text around',
    message: (ask) => plainMessage(ask).replace('test app', '\u202eppa tset'),
    code: 'siwe_not_canonical',
  },
  { name: 'S3: a line after the end', message: (ask) => `${signInMessage(ask)}\nI agree.`, code: 'siwe_malformed' },
  {
    name: 'R5: a message of 33 KiB',
    message: (ask) => padded(plainMessage(ask), 33 * 1024),
    code: 'message_too_large',
  },
  {
    name: 'R5: a message of 65 KiB',
    message: (ask) => padded(plainMessage(ask), 65 * 1024),
    code: 'message_too_large',
  },
  {
    name: 'S4: two ReCaps',
    message: (ask) => withResources(ask, (recap) => [recap, recap]),
    code: 'recap_malformed',
  },
  {
    name: 'S4: a ReCap in capitals before the ReCap',
    message: (ask) => withResources(ask, (recap) => [recap.replace('urn:recap:', 'URN:RECAP:'), recap]),
    code: 'recap_malformed',
  },
  {
    name: 'S4: a ReCap in capitals alone',
    message: (ask) => withResources(ask, (recap) => [recap.replace('urn:recap:', 'URN:RECAP:')]),
    code: 'recap_malformed',
  },
  {
    name: 'S4: a ReCap that is not last',
    message: (ask) => withResources(ask, (recap) => [recap, 'https://example.com/terms']),
    code: 'recap_malformed',
  },
  {
    name: 'S4: a ReCap for a website as its URI',
    message: (ask) => changed(signInMessage(ask), { uri: `http://${ask.domain}/` }),
    code: 'siwe_uri_mismatch',
  },
  {
    name: 'S4: a ReCap for a DID that a server decides',
    message: (ask) => changed(signInMessage(ask), { uri: 'did:web:bank.example#key-1' }),
    code: 'siwe_uri_mismatch',
  },
  {
    name: 'S4: a ReCap for the account that signs',
    message: (ask) => changed(signInMessage(ask), { uri: `did:pkh:eip155:1:${ask.address}` }),
    code: 'siwe_uri_mismatch',
  },
  {
    name: 'S4: a ReCap in what looks like a revocation',
    message: (ask) => changed(signInMessage(ask), { uri: `ucan:${revokedCid}` }),
    code: 'siwe_uri_mismatch',
  },
  {
    name: 'S4: a revocation of every delegation',
    message: (ask) => plainMessage(ask, { uri: 'ucan:*' }),
    code: 'siwe_uri_mismatch',
  },
  {
    name: 'S4: a revocation that names another delegation as well',
    message: (ask) => plainMessage(ask, { uri: `ucan:${revokedCid}`, resources: ['urn:cid:bafkr4i'] }),
    code: 'siwe_malformed',
  },
  {
    name: 'S5: a grant to another user without an end',
    message: (ask) =>
      changed(signInMessage(ask), { uri: `did:pkh:eip155:1:${foreignAddress}`, expirationTime: undefined }),
    code: 'siwe_lifetime_exceeded',
  },
  {
    name: 'S5: hosting of somebody else’s orbit without an end',
    message: (ask) =>
      changed(grantMessage({ [`tinycloud:pkh:eip155:1:${foreignAddress}://default`]: freely('orbit/host') }, ask), {
        uri: recipientDid,
        expirationTime: undefined,
      }),
    code: 'siwe_lifetime_exceeded',
  },
  {
    name: 'S4: a sentence that reads like the ReCap’s before the real one',
    message: (ask) => signInMessage(ask).replace('I further', 'I FURTHER  authorize the stated URI to wait. I further'),
    code: 'recap_statement_mismatch',
  },
  {
    name: 'S4: a plain message that names another site as its URI',
    message: (ask) => plainMessage(ask, { uri: `http://${ask.domain}@bank.example/` }),
    code: 'siwe_uri_mismatch',
  },
  ...['session', 'bearer', 'token', 'privateKey', 'jwk', 'origin', 'format'].map((member) => ({
    name: `S7: an offered ${member}`,
    message: (ask: SignInMessageOptions) => signInMessage(ask),
    members: { [member]: 'given-by-the-host' },
    code: 'invalid_params',
  })),
]

/** Methods of other wallets and of JavaScript. None of them is one of ours. */
export const foreignMethods: readonly string[] = [
  'personal_sign',
  'eth_sign',
  'eth_signTypedData_v4',
  'eth_sendTransaction',
  'eth_requestAccounts',
  'signMessage',
  'sign',
  'listKeys',
  'exportKey',
  'whoAmI',
  'approve',
  'constructor',
  'toString',
  '__proto__',
  'then',
  '',
]
