import { describe, expect, test } from 'vitest'
import type { PasskeyPage } from './passkeyPage.ts'
import { createPasskeys } from './passkeys.ts'

const requestOptions = { challenge: 'Y2hhbGxlbmdl' }
const assertion = { id: 'credential-1', response: { signature: 'c2ln' } }

/** A page whose browser keeps one credential and reads JSON by copying it. */
function aPage(overrides: Partial<PasskeyPage> = {}): PasskeyPage {
  return {
    credentials: {
      get: async () => ({ type: 'public-key', toJSON: () => assertion }) as never,
      create: async () =>
        ({ type: 'public-key', toJSON: () => ({ id: 'x', response: { attestationObject: '' } }) }) as never,
    },
    json: {
      parseRequestOptionsFromJSON: (options) => options as never,
      parseCreationOptionsFromJSON: (options) => options as never,
    },
    allows: () => true,
    isTopLevel: false,
    ...overrides,
  }
}

describe('createPasskeys', () => {
  test('hands the browser the options and the signal, and its answer on', async () => {
    const seen: unknown[] = []
    const get = async (options?: CredentialRequestOptions) => {
      seen.push(options)
      return { type: 'public-key', toJSON: () => assertion } as never
    }
    const { signal } = new AbortController()
    const passkeys = createPasskeys(aPage({ credentials: { get, create: async () => null } }))
    expect(await passkeys.authenticate(requestOptions, { signal })).toEqual(assertion)
    expect(seen).toEqual([{ publicKey: requestOptions, signal }])
  })

  test('registers', async () => {
    const options = { ...requestOptions } as PublicKeyCredentialCreationOptionsJSON
    expect(await createPasskeys(aPage()).register(options)).toEqual({ id: 'x', response: { attestationObject: '' } })
  })

  test('refuses an answer of the other ceremony', async () => {
    const page = aPage()
    const credentials = { get: page.credentials?.create ?? (async () => null), create: async () => null }
    const passkeys = createPasskeys({ ...page, credentials })
    await expect(passkeys.authenticate(requestOptions)).rejects.toMatchObject({ code: 'passkey_unavailable' })
  })

  test('blames the endpoint for options that cannot be read', async () => {
    const json = {
      parseRequestOptionsFromJSON: () => {
        throw new TypeError('not base64url')
      },
      parseCreationOptionsFromJSON: (options: unknown) => options as never,
    }
    const passkeys = createPasskeys(aPage({ json }))
    await expect(passkeys.authenticate(requestOptions)).rejects.toMatchObject({ code: 'key_endpoint_unreachable' })
  })

  test('has no passkeys in a browser without WebAuthn JSON', async () => {
    const passkeys = createPasskeys(aPage({ json: undefined }))
    expect(passkeys.support()).toEqual({ canAuthenticate: false, canRegister: false })
    await expect(passkeys.authenticate(requestOptions)).rejects.toMatchObject({ code: 'passkey_unavailable' })
  })

  test('goes by the permissions policy of the page', () => {
    const allows = (feature: string) => feature === 'publickey-credentials-get'
    expect(createPasskeys(aPage({ allows })).support()).toEqual({ canAuthenticate: true, canRegister: false })
  })

  test('makes no passkey in a frame of a browser that does not tell its policy', () => {
    const allows = () => undefined
    expect(createPasskeys(aPage({ allows })).support()).toEqual({ canAuthenticate: true, canRegister: false })
    expect(createPasskeys(aPage({ allows, isTopLevel: true })).support()).toEqual({
      canAuthenticate: true,
      canRegister: true,
    })
  })
})
