import { isChecksumAddress } from '@openkey/protocol/siwe'
import { approvalContract } from './approvalContract.ts'
import { type ContractCase, expectCode, expectObstacle, expectSame } from './contractCase.ts'
import { anAddress, type KeyEndpointSubject, signIn, signInWithPasskey } from './keyEndpointSubject.ts'

/** Requirements that the widget has for every key endpoint. */
export const keyEndpointContract: readonly ContractCase<KeyEndpointSubject>[] = [
  {
    name: 'signs a first-time address in, with an account and one key',
    async run(subject) {
      const email = anAddress()
      const token = await signIn(subject, email)
      const user = await subject.endpoint.whoAmI(token)
      expectSame(user?.email, email)
      const keys = await subject.endpoint.listKeys(token)
      expectSame([keys.length, keys.every(({ address }) => isChecksumAddress(address))], [1, true])
    },
  },
  {
    name: 'knows a returning address by the same user and key',
    async run(subject) {
      const email = anAddress()
      const first = await signIn(subject, email)
      const second = await signIn(subject, email)
      expectSame(await subject.endpoint.whoAmI(second), await subject.endpoint.whoAmI(first))
      expectSame(await subject.endpoint.listKeys(second), await subject.endpoint.listKeys(first))
    },
  },
  {
    name: 'refuses a wrong code',
    async run({ endpoint }) {
      const email = anAddress()
      await endpoint.sendEmailCode(email)
      await expectCode(endpoint.signInWithEmailCode(email, 'wrong!'), 'key_endpoint_rejected')
    },
  },
  {
    name: 'adds keys at the end of the list',
    async run(subject) {
      const token = await signIn(subject)
      const [first] = await subject.endpoint.listKeys(token)
      const added = await subject.endpoint.createKey(token)
      expectSame(await subject.endpoint.listKeys(token), [first, added])
    },
  },
  {
    name: 'signs by a key of the account',
    async run(subject) {
      const token = await signIn(subject)
      const [key] = await subject.endpoint.listKeys(token)
      const signed = await subject.endpoint.sign({ token, keyId: key?.id ?? '', message: 'Line one\nLine two' })
      expectSame([signed.address, /^0x[0-9a-f]{130}$/.test(signed.signature)], [key?.address, true])
      expectSame(signed.bootstrap, { status: 'skipped' })
    },
  },
  {
    name: 'refuses to sign by the key of somebody else',
    async run(subject) {
      const [key] = await subject.endpoint.listKeys(await signIn(subject))
      const token = await signIn(subject)
      const input = { token, keyId: key?.id ?? '', message: 'text' }
      await expectCode(subject.endpoint.sign(input), 'key_endpoint_rejected')
    },
  },
  {
    name: 'knows nobody by a token that is none, and does nothing for it',
    async run({ endpoint }) {
      expectSame(await endpoint.whoAmI('made-up'), undefined)
      await expectCode(endpoint.listKeys('made-up'), 'session_expired')
      await expectCode(endpoint.sign({ token: 'made-up', keyId: 'key-1', message: 'text' }), 'session_expired')
    },
  },
  {
    name: 'lists the sessions of an account, the latest first, and ends any of them',
    async run(subject) {
      const { endpoint } = subject
      const email = anAddress()
      const earlier = await signIn(subject, email)
      const token = await signIn(subject, email)
      const listed = await endpoint.listSessions(token)
      expectSame(
        listed.map(({ isCurrent }) => isCurrent),
        [true, false],
      )
      await endpoint.endSession(token, listed[1]?.id ?? '')
      expectSame([await endpoint.whoAmI(earlier), (await endpoint.listSessions(token)).length], [undefined, 1])
    },
  },
  {
    name: 'ends no session of somebody else',
    async run(subject) {
      const { endpoint } = subject
      const theirs = await signIn(subject)
      const [session] = await endpoint.listSessions(theirs)
      await expectCode(endpoint.endSession(await signIn(subject), session?.id ?? ''), 'key_endpoint_rejected')
      expectSame((await endpoint.listSessions(theirs)).length, 1)
    },
  },
  {
    name: 'ends the session on sign-out',
    async run(subject) {
      const token = await signIn(subject)
      await subject.endpoint.signOut(token)
      expectSame(await subject.endpoint.whoAmI(token), undefined)
      await expectCode(subject.endpoint.listKeys(token), 'session_expired')
    },
  },
  {
    name: 'signs in by a registered passkey, each challenge once',
    async run(subject) {
      const { endpoint, authenticator } = subject
      const token = await signInWithPasskey(subject)
      const signingIn = await endpoint.passkeySignInOptions()
      const assertion = authenticator.authenticate(signingIn.options)
      const session = await endpoint.finishPasskeySignIn(assertion, signingIn.challengeToken)
      expectSame(await endpoint.whoAmI(session), await endpoint.whoAmI(token))
      await expectCode(endpoint.finishPasskeySignIn(assertion, signingIn.challengeToken), 'key_endpoint_rejected')
    },
  },
  {
    name: 'refuses a passkey nobody registered',
    async run({ endpoint, authenticator }) {
      const { options, challengeToken } = await endpoint.passkeySignInOptions()
      const assertion = authenticator.authenticate(options)
      await expectCode(endpoint.finishPasskeySignIn(assertion, challengeToken), 'key_endpoint_rejected')
    },
  },
  {
    name: 'requires the passkey of an account that has one, and keeps the last one while it does',
    async run(subject) {
      const { endpoint } = subject
      const token = await signInWithPasskey(subject)
      const [passkey] = await endpoint.listPasskeys(token)
      expectSame(await endpoint.isPasskeyRequired(token), false)
      await endpoint.requirePasskey(token, true)
      expectSame(await endpoint.isPasskeyRequired(token), true)
      await expectObstacle(endpoint.removePasskey(token, passkey?.id ?? ''), 'last_way_in')
      await endpoint.requirePasskey(token, false)
      await endpoint.removePasskey(token, passkey?.id ?? '')
      expectSame([await endpoint.isPasskeyRequired(token), await endpoint.listPasskeys(token)], [false, []])
      await expectObstacle(endpoint.requirePasskey(token, true), 'passkey_missing')
    },
  },
  {
    name: 'signs what sets an account up without asking, until its owner turns that off',
    async run(subject) {
      const { endpoint } = subject
      const [token, theirs] = [await signIn(subject), await signIn(subject)]
      expectSame(await endpoint.isAutoSignEnabled(token), true)
      await endpoint.enableAutoSign(token, false)
      expectSame([await endpoint.isAutoSignEnabled(token), await endpoint.isAutoSignEnabled(theirs)], [false, true])
      await endpoint.enableAutoSign(token, true)
      expectSame(await endpoint.isAutoSignEnabled(token), true)
    },
  },
  {
    name: 'removes no passkey of somebody else',
    async run(subject) {
      const { endpoint } = subject
      const theirs = await signInWithPasskey(subject)
      const [passkey] = await endpoint.listPasskeys(theirs)
      await expectCode(endpoint.removePasskey(await signIn(subject), passkey?.id ?? ''), 'key_endpoint_rejected')
      expectSame((await endpoint.listPasskeys(theirs)).length, 1)
    },
  },
  {
    name: 'tells a caller who gave up that it was aborted',
    async run({ endpoint }) {
      await expectCode(endpoint.sendEmailCode(anAddress(), { signal: AbortSignal.abort() }), 'aborted')
    },
  },
  ...approvalContract,
]
