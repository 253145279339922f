import { isOpenKeyError, type OpenKeyError } from '@openkey/protocol'
import { fakeClock } from '@openkey/protocol/testing'
import { describe, expect, test, vi } from 'vitest'
import { fromBase64url } from '../../domain/base64url.ts'
import { createPasskeyCeremonies, identifyPasskeyError } from './passkeyCeremonies.ts'
import type { PasskeyPage } from './passkeyPage.ts'
import { createPasskeys } from './passkeys.ts'

const id = 'Y3JlZGVudGlhbC0x'
const text = 'AQID_-8'
const bytes = () => fromBase64url(text).buffer
const requestOptions = { challenge: 'Y2hhbGxlbmdl' }
const creationOptions: PublicKeyCredentialCreationOptionsJSON = {
  ...requestOptions,
  rp: { id: 'openkey.example', name: 'OpenKey' },
  user: { id: 'dXNlcg', name: 'ada', displayName: 'Ada' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
}

const assertionJson = {
  id,
  rawId: id,
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: text, authenticatorData: text, signature: text },
}
const attestationJson = {
  ...assertionJson,
  response: { clientDataJSON: text, attestationObject: text, transports: ['internal', 'hybrid'] },
}

/** Members of the browser's own objects. */
const anAssertion = (members: object = {}) => ({
  id,
  rawId: fromBase64url(id).buffer,
  type: 'public-key',
  response: { clientDataJSON: bytes(), authenticatorData: bytes(), signature: bytes(), userHandle: null },
  toJSON: () => assertionJson,
  ...members,
})
const anAttestation = (members: object = {}) => ({
  id,
  rawId: fromBase64url(id).buffer,
  type: 'public-key',
  response: {
    clientDataJSON: bytes(),
    attestationObject: bytes(),
    getTransports: () => ['internal', 'hybrid'],
    getPublicKey: illegal,
  },
  toJSON: () => attestationJson,
  ...members,
})

function illegal(): never {
  throw new TypeError('Illegal invocation')
}

/** A page whose password manager answers as told, and what it was asked and told. */
function aPage(ceremonies: { get?: unknown; create?: unknown } = {}, overrides: Partial<PasskeyPage> = {}) {
  const asked: { publicKey: unknown; signal: AbortSignal }[] = []
  const signalled: unknown[] = []
  const answering = (answer: unknown) => (options: never) => {
    asked.push(options)
    return typeof answer === 'function' ? answer(options) : Promise.resolve(answer)
  }
  const page = {
    credentials: {
      get: answering('get' in ceremonies ? ceremonies.get : anAssertion()),
      create: answering('create' in ceremonies ? ceremonies.create : anAttestation()),
    },
    webAuthn: { signalUnknownCredential: async (options: unknown) => void signalled.push(options) },
    allows: () => true,
    isTopLevel: false,
    host: 'openkey.example',
    ...overrides,
  } as PasskeyPage
  return { page, asked, signalled }
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: OpenKeyError) => (isOpenKeyError(error) ? error.code : `not an OpenKeyError: ${String(error)}`),
  )

const passkeysOf = (page: PasskeyPage) => createPasskeys({ page, load: async (page) => createPasskeyCeremonies(page) })

describe('createPasskeyCeremonies', () => {
  test('hands the browser bytes, and its answer on as JSON', async () => {
    const { page, asked } = aPage()
    const passkeys = createPasskeyCeremonies(page)
    const allowCredentials = [{ type: 'public-key' as const, id, transports: ['internal'] }]
    const options = { ...requestOptions, rpId: 'openkey.example', userVerification: 'required', allowCredentials }
    expect(await passkeys.authenticate(options)).toEqual(assertionJson)
    expect(await passkeys.register({ ...creationOptions, excludeCredentials: allowCredentials })).toEqual(
      attestationJson,
    )
    const challenge = fromBase64url(requestOptions.challenge).buffer
    const descriptors = [{ ...allowCredentials[0], id: fromBase64url(id).buffer }]
    expect(asked.map(({ publicKey }) => publicKey)).toEqual([
      { rpId: 'openkey.example', userVerification: 'required', challenge, allowCredentials: descriptors },
      {
        rp: creationOptions.rp,
        pubKeyCredParams: creationOptions.pubKeyCredParams,
        challenge,
        user: { ...creationOptions.user, id: fromBase64url('dXNlcg').buffer },
        excludeCredentials: descriptors,
      },
    ])
  })

  test.each([
    ['has no toJSON', { toJSON: undefined }],
    ['throws in toJSON', { toJSON: illegal }],
    ['has nothing in toJSON', { toJSON: () => undefined }],
    ['lies in toJSON', { toJSON: () => ({ id: 'other', rawId: 'other', response: { signature: 'b3RoZXI' } }) }],
    ['has toJSON that is no function', { toJSON: assertionJson }],
    ['has text in place of bytes', { rawId: id, response: assertionJson.response, toJSON: undefined }],
    ['has padded base64', { rawId: `${id}==`, response: { ...assertionJson.response, signature: 'AQID/+8=' } }],
    ['has views in place of buffers', { rawId: new DataView(fromBase64url(id).buffer), toJSON: illegal }],
    ['has arrays of numbers', { rawId: [...fromBase64url(id)], toJSON: illegal }],
    ['has an id alone', { rawId: undefined, toJSON: illegal }],
    ['has members that throw', Object.defineProperty({}, 'rawId', { get: illegal, enumerable: true }) as object],
    ['has a response of JSON alone', { response: undefined }],
    ['has no type', { type: undefined }],
  ])('signs in with a password manager whose credential %s', async (_, members) => {
    const credential = Object.defineProperties(anAssertion(), Object.getOwnPropertyDescriptors(members))
    expect(await createPasskeyCeremonies(aPage({ get: credential }).page).authenticate(requestOptions)).toEqual(
      assertionJson,
    )
  })

  test.each([
    ['has no toJSON', { toJSON: undefined }],
    ['throws in toJSON', { toJSON: illegal }],
    ['has text in place of bytes', { rawId: id, response: attestationJson.response, toJSON: undefined }],
    ['has a response of JSON alone', { response: undefined }],
  ])('makes a passkey with a password manager whose credential %s', async (_, members) => {
    const { page, signalled } = aPage({ create: anAttestation(members) })
    expect(await createPasskeyCeremonies(page).register(creationOptions)).toEqual(attestationJson)
    expect(signalled).toEqual([])
  })

  test('asks for no transports that cannot be told', async () => {
    const response = { clientDataJSON: bytes(), attestationObject: bytes(), getTransports: illegal }
    const { page } = aPage({ create: anAttestation({ response, toJSON: undefined }) })
    expect((await createPasskeyCeremonies(page).register(creationOptions)).response.transports).toEqual([])
  })

  test.each([
    ['null', null],
    ['nothing', undefined],
    ['text', 'credential'],
    ['an empty object', {}],
    ['a password', { type: 'password', id: 'ada', password: 'secret' }],
    ['an answer of the other ceremony', anAttestation()],
    ['no signature', anAssertion({ response: { clientDataJSON: bytes() }, toJSON: undefined })],
    ['an empty signature', anAssertion({ response: { ...assertionJson.response, signature: '' }, toJSON: undefined })],
  ])('takes %s for no passkey', async (_, credential) => {
    const { page } = aPage({ get: credential })
    expect(await codeOf(createPasskeyCeremonies(page).authenticate(requestOptions))).toBe('passkey_unavailable')
  })

  test.each([
    ['rejects as browsers do', () => Promise.reject(new DOMException('', 'NotAllowedError')), 'user_rejected'],
    ['throws in place of a rejection', illegal, 'passkey_unavailable'],
    ['rejects with a plain object', () => Promise.reject({ name: 'NotAllowedError' }), 'user_rejected'],
    ['rejects with text', () => Promise.reject('NotAllowedError'), 'user_rejected'],
    ['rejects with nothing', () => Promise.reject(), 'passkey_unavailable'],
    ['was displaced by another prompt', () => Promise.reject(new DOMException('', 'AbortError')), 'user_rejected'],
    // biome-ignore lint/suspicious/noThenProperty: what a wrapper may answer
    ['answers with what only looks like a promise', () => ({ then: illegal }), 'passkey_unavailable'],
    ['answers without a promise', () => 'no', 'passkey_unavailable'],
  ])('S13: ends when a password manager %s', async (_, get, code) => {
    expect(await codeOf(createPasskeyCeremonies(aPage({ get }).page).authenticate(requestOptions))).toBe(code)
  })

  test.each([
    ['the prompt’s own time', 60_000, 70_000],
    ['the time a challenge lives, without one', undefined, 310_000],
    ['the time a challenge lives, if it is shorter', 86_400_000, 310_000],
    ['the time a challenge lives, if the prompt’s is none', Number.NaN, 310_000],
  ])('S13: ends a ceremony that nobody answers after %s', async (_, timeout, endsAfterMs) => {
    const clock = fakeClock(0)
    const { page, asked } = aPage({ get: () => new Promise(() => {}) })
    let code: string | undefined
    const call = codeOf(
      createPasskeyCeremonies(page, clock).authenticate({ ...requestOptions, ...(timeout && { timeout }) }),
    )
    void call.then((found) => {
      code = found
    })
    await clock.advance(endsAfterMs - 1)
    expect([code, asked[0]?.signal.aborted]).toEqual([undefined, false])
    await clock.advance(1)
    expect([await call, asked[0]?.signal.aborted]).toEqual(['passkey_unavailable', true])
  })

  test('S13: gives up with its caller, whatever the password manager does with the signal', async () => {
    const { page, asked } = aPage({ get: () => new Promise(() => {}) })
    const leaving = new AbortController()
    const call = codeOf(createPasskeyCeremonies(page).authenticate(requestOptions, { signal: leaving.signal }))
    leaving.abort()
    expect([await call, asked[0]?.signal.aborted]).toEqual(['aborted', true])
    expect(await codeOf(createPasskeyCeremonies(page).authenticate(requestOptions, { signal: leaving.signal }))).toBe(
      'aborted',
    )
    expect(asked).toHaveLength(1)
  })

  test('S21: disowns a passkey that is made after its user left', async () => {
    let make = (_: unknown) => {}
    const made = new Promise((resolve) => {
      make = resolve
    })
    const { page, signalled } = aPage({ create: () => made })
    const leaving = new AbortController()
    const call = codeOf(createPasskeyCeremonies(page).register(creationOptions, { signal: leaving.signal }))
    leaving.abort()
    expect([await call, signalled]).toEqual(['aborted', []])
    make(anAttestation({ toJSON: illegal }))
    await expect.poll(() => signalled).toEqual([{ rpId: 'openkey.example', credentialId: id }])
  })

  test('S21: disowns a passkey that cannot be read, as far as it can be named', async () => {
    const { page, signalled } = aPage({ create: anAttestation({ response: {}, toJSON: illegal }) })
    const { id: _, ...rp } = creationOptions.rp
    await expect(createPasskeyCeremonies(page).register({ ...creationOptions, rp })).rejects.toMatchObject({
      code: 'passkey_unavailable',
      details: { field: 'passkey' },
    })
    expect(signalled).toEqual([{ rpId: 'openkey.example', credentialId: id }])
  })

  test.each([
    ['has no signals', { webAuthn: {} }],
    ['throws in them', { webAuthn: { signalUnknownCredential: illegal } }],
    ['refuses them', { webAuthn: { signalUnknownCredential: () => Promise.reject(new Error('no')) } }],
    ['never answers them', { webAuthn: { signalUnknownCredential: () => new Promise<void>(() => {}) } }],
    ['has no WebAuthn', { webAuthn: undefined }],
  ])('disowns nothing in a browser that %s, and goes on', (_, overrides) => {
    expect(createPasskeyCeremonies(aPage({}, overrides).page).signalUnknown({ id })).toBeUndefined()
  })

  test.each(['not base64url!', '', 7 as never])(
    'blames the endpoint for options that cannot be read',
    async (challenge) => {
      const { page, asked } = aPage()
      expect(await codeOf(createPasskeyCeremonies(page).authenticate({ challenge }))).toBe('key_endpoint_unreachable')
      expect(await codeOf(createPasskeyCeremonies(page).register({ ...creationOptions, challenge }))).toBe(
        'key_endpoint_unreachable',
      )
      expect(asked).toEqual([])
    },
  )
})

describe('createPasskeys', () => {
  test('asks the container that is there when it is needed', async () => {
    const { page, asked } = aPage()
    let credentials: PasskeyPage['credentials']
    const changing = Object.defineProperty({ ...page }, 'credentials', { get: () => credentials })
    const passkeys = passkeysOf(changing)
    expect(passkeys.support()).toEqual({ canAuthenticate: false, canRegister: false })
    expect(await codeOf(passkeys.authenticate(requestOptions))).toBe('passkey_unavailable')
    credentials = page.credentials
    expect(passkeys.support()).toEqual({ canAuthenticate: true, canRegister: true })
    expect(await passkeys.authenticate(requestOptions)).toEqual(assertionJson)
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['has no container', { credentials: undefined }, [false, false]],
    ['has a container without methods', { credentials: {} }, [false, false]],
    ['has a container that only asks', { credentials: { get: async () => null } }, [true, false]],
    ['has no WebAuthn', { webAuthn: undefined }, [false, false]],
    ['has none of the static methods', { webAuthn: {} }, [true, true]],
    ['throws when asked for its policy', { allows: illegal }, [false, false]],
    ['refuses to make passkeys', { allows: (feature: string) => feature.endsWith('get') }, [true, false]],
    ['does not tell the policy of a frame', { allows: () => undefined }, [true, false]],
    ['is at top level and does not tell its policy', { allows: () => undefined, isTopLevel: true }, [true, true]],
  ] as const)('knows what can be done where a browser %s', (_, overrides, [canAuthenticate, canRegister]) => {
    const { page } = aPage({}, overrides as Partial<PasskeyPage>)
    expect(passkeysOf(page).support()).toEqual({ canAuthenticate, canRegister })
  })

  test('is of no use, and says so, where reading the container throws', async () => {
    const page = Object.defineProperty({ ...aPage().page }, 'credentials', { get: illegal })
    expect(passkeysOf(page).support()).toEqual({ canAuthenticate: false, canRegister: false })
    expect(await codeOf(passkeysOf(page).authenticate(requestOptions))).toBe('passkey_unavailable')
  })

  test('loads the ceremonies once, and again after a failure', async () => {
    const { page } = aPage()
    const load = vi
      .fn(async () => createPasskeyCeremonies(page))
      .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
    const passkeys = createPasskeys({ page, load })
    expect(await codeOf(passkeys.authenticate(requestOptions))).toBe('passkey_unavailable')
    passkeys.prefetch()
    expect(await passkeys.authenticate(requestOptions)).toEqual(assertionJson)
    expect(await passkeys.register(creationOptions)).toEqual(attestationJson)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('signals an unknown passkey through the loaded ceremonies, and ignores a failure to load them', async () => {
    const { page, signalled } = aPage()
    passkeysOf(page).signalUnknown({ id })
    await expect.poll(() => signalled).toEqual([{ rpId: 'openkey.example', credentialId: id }])
    const passkeys = createPasskeys({ page, load: () => Promise.reject(new Error('offline')) })
    expect([passkeys.signalUnknown({ id }), passkeys.prefetch()]).toEqual([undefined, undefined])
  })
})

const rejected = ['user_rejected', { how: 'declined' }] as const
const unavailable = (received: string) => ['passkey_unavailable', { received }] as const

describe('identifyPasskeyError', () => {
  test.each([
    ['NotAllowedError', ...rejected],
    ['AbortError', ...rejected],
    ['TimeoutError', ...rejected],
    ['SecurityError', ...unavailable('SecurityError')],
    ['InvalidStateError', ...unavailable('InvalidStateError')],
    ['NotSupportedError', ...unavailable('NotSupportedError')],
  ])('tells %s apart as %s', (name, code, details) => {
    expect(identifyPasskeyError(new DOMException('', name))).toMatchObject({ code, details })
  })

  test.each([
    ['a plain object', { name: 'NotAllowedError' }, ...rejected],
    ['an error with the name in its message', new Error('NotAllowedError: The operation was cancelled'), ...rejected],
    ['an object with a message alone', { message: 'InvalidStateError' }, ...unavailable('InvalidStateError')],
    ['text', 'AbortError: cancelled by user', ...rejected],
    ['a TypeError', new TypeError('Illegal invocation'), ...unavailable('TypeError')],
    ['nothing', undefined, ...unavailable('unknown')],
    ['null', null, ...unavailable('unknown')],
    ['a number', 7, ...unavailable('unknown')],
    [
      'an object that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no')
          },
        },
      ),
      ...unavailable('unknown'),
    ],
    ['a name that is no name', { name: 'a secret of the page '.repeat(20) }, ...unavailable('unknown')],
    ['a name of another kind', { name: ['NotAllowedError'] }, ...unavailable('unknown')],
  ])('reads what a password manager rejects with: %s', (_, cause, code, details) => {
    const { code: found, details: told } = identifyPasskeyError(cause)
    expect({ found, told }).toEqual({ found: code, told: details })
  })

  test('reports aborted if the caller aborted, whatever the browser threw', () => {
    expect(identifyPasskeyError(new DOMException('', 'NotAllowedError'), AbortSignal.abort()).code).toBe('aborted')
  })
})
