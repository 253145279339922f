import { OpenKeyError } from '@openkey/protocol'
import { approvalChallenge } from '../domain/approval/approvalMethod.ts'
import type { SessionToken } from '../ports/keyEndpoint.ts'
import { aPlainMessage } from './aMessage.ts'
import { type ContractCase, expectCode, expectSame } from './contractCase.ts'
import { type KeyEndpointSubject, signIn, signInWithPasskey } from './keyEndpointSubject.ts'

/** Requirements for a key endpoint that accepts approvals by passkey. */
export const approvalContract: readonly ContractCase<KeyEndpointSubject>[] = [
  {
    name: 'lists the passkeys of whose session it is',
    async run(subject) {
      const { endpoint, authenticator } = subject
      const token = await signInWithPasskey(subject)
      const { id } = authenticator.authenticate({ challenge: 'Y2hhbGxlbmdl' })
      const listed = await endpoint.listPasskeys(token)
      expectSame(
        listed.map(({ id, transports, addedAt }) => ({ id, transports, addedAt: typeof addedAt })),
        [{ id, transports: ['internal'], addedAt: 'number' }],
      )
      expectSame(await endpoint.listPasskeys(await signIn(subject)), [])
      await expectCode(endpoint.listPasskeys('made-up'), 'session_expired')
    },
  },
  {
    name: 'signs what a passkey approved beside a session, and opens no other',
    async run(subject) {
      const token = await signInWithPasskey(subject)
      const { keyId, message, approval } = await approve(subject, token)
      const { session } = await subject.endpoint.sign({ token, keyId, message, approval })
      expectSame([session], [null])
    },
  },
  {
    name: 'signs in and signs by one approval',
    async run(subject) {
      const { endpoint } = subject
      const token = await signInWithPasskey(subject)
      const { keyId, message, approval } = await approve(subject, token)
      await endpoint.signOut(token)
      const { session = '' } = await endpoint.sign({ keyId, message, approval })
      expectSame(
        (await endpoint.listKeys(session)).map(({ id }) => id),
        [keyId],
      )
    },
  },
  {
    name: 'tells of a session that is over before it looks at an approval, which then still serves',
    async run(subject) {
      const { endpoint } = subject
      const token = await signInWithPasskey(subject)
      const { keyId, message, approval } = await approve(subject, token)
      await endpoint.signOut(token)
      await expectCode(endpoint.sign({ token, keyId, message, approval }), 'session_expired')
      expectSame(typeof (await endpoint.sign({ keyId, message, approval })).session, 'string')
    },
  },
  {
    name: 'S10: refuses an approval of another message, with a session and without',
    async run(subject) {
      const { endpoint } = subject
      const token = await signInWithPasskey(subject)
      const { keyId, message, approval } = await approve(subject, token)
      const other = message.replace('Nonce', 'Other')
      await expectCode(endpoint.sign({ token, keyId, message: other, approval }), 'key_endpoint_rejected')
      await expectCode(endpoint.sign({ keyId, message: other, approval }), 'key_endpoint_rejected')
    },
  },
  {
    name: 'S10: refuses an approval for the key of somebody else, and tells that a passkey is at fault',
    async run(subject) {
      const { endpoint } = subject
      const { message, approval } = await approve(subject, await signInWithPasskey(subject))
      const token = await signIn(subject)
      const [key] = await endpoint.listKeys(token)
      const keyId = key?.id ?? ''
      for (const order of [
        { token, keyId, message, approval },
        { keyId, message, approval },
      ]) {
        const error = await endpoint.sign(order).catch((thrown: unknown) => thrown)
        expectSame(error instanceof OpenKeyError && [error.code, error.details.expected], [
          'key_endpoint_rejected',
          'passkey',
        ])
      }
    },
  },
]

/** An assertion over a new message for the first key of the session's account. */
async function approve({ endpoint, authenticator }: KeyEndpointSubject, token: SessionToken) {
  const [key] = await endpoint.listKeys(token)
  const message = aPlainMessage({ issuedAt: new Date().toISOString() })
  const { options } = await endpoint.passkeySignInOptions()
  const approval = authenticator.authenticate({ ...options, challenge: await approvalChallenge(message) })
  return { keyId: key?.id ?? '', message, approval }
}
