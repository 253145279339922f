import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** Values that replace the correct ones in a ceremony. */
export type CeremonyOverrides = {
  readonly challenge?: string
  readonly origin?: string
  readonly rpId?: string
  /** Page around the frame. Sets `crossOrigin`. */
  readonly topOrigin?: string
  /** Reports a frame without the page around it, as some browsers do. */
  readonly isCrossOrigin?: boolean
  readonly isUserVerified?: boolean
  /** Counter to report. @default the previous one plus 1 */
  readonly counter?: number
  /** User handle to report, base64url. */
  readonly userHandle?: string
}

/** The used members of WebAuthn options, with types that fit both browsers and server libraries. */
type CreationOptions = {
  readonly challenge: string
  readonly rp: { readonly id?: string }
  readonly user: { readonly id: string }
}
type RequestOptions = { readonly challenge: string; readonly rpId?: string }

export type SoftAuthenticator = ReturnType<typeof createSoftAuthenticator>

/**
 * Simulates a browser with an authenticator that has one discoverable ES256 credential
 * (WebAuthn Level 3: responses as JSON 5.1, client data 5.8.1, authenticator data 6.1, attestation `none` 8.7).
 */
export function createSoftAuthenticator({ origin }: { readonly origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let userHandle: string | undefined
  let counter = 0

  const clientData = (type: string, challenge: string, overrides: CeremonyOverrides) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: overrides.challenge ?? challenge,
        origin: overrides.origin ?? origin,
        crossOrigin: overrides.isCrossOrigin ?? overrides.topOrigin !== undefined,
        ...(overrides.topOrigin !== undefined && { topOrigin: overrides.topOrigin }),
      }),
    )

  const authenticatorData = (rpId: string, overrides: CeremonyOverrides, attested: Buffer) => {
    const flags = Buffer.from([
      0x01 | (overrides.isUserVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0),
    ])
    counter = overrides.counter ?? counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(overrides.rpId ?? rpId), flags, count, attested])
  }

  const toJson = <Response>(response: Response) => ({
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response,
  })

  return {
    register(options: CreationOptions, overrides: CeremonyOverrides = {}) {
      userHandle = options.user.id
      const clientDataJSON = clientData('webauthn.create', options.challenge, overrides)
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        coseKey(publicKey),
      ])
      const authData = authenticatorData(options.rp.id ?? '', overrides, attested)
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', new Uint8Array(authData)],
        ]),
      )
      return toJson({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        attestationObject: Buffer.from(attestationObject).toString('base64url'),
        publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
        publicKeyAlgorithm: -7,
        transports: ['internal' as const],
      })
    },
    authenticate(options: RequestOptions, overrides: CeremonyOverrides = {}) {
      const clientDataJSON = clientData('webauthn.get', options.challenge, overrides)
      const authData = authenticatorData(options.rpId ?? '', overrides, Buffer.alloc(0))
      const reported = overrides.userHandle ?? userHandle
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), privateKey)
      return toJson({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(reported !== undefined && { userHandle: reported }),
      })
    },
  }
}

/** Approves a message with a passkey. The challenge is computed here independently of the endpoint. */
export function approveMessage(authenticator: SoftAuthenticator, message: string, overrides?: CeremonyOverrides) {
  const committed = Buffer.concat([Buffer.from('openkey-sign-v1'), Buffer.of(0), Buffer.from(message)])
  const challenge = createHash('sha256').update(committed).digest('base64url')
  return { response: authenticator.authenticate({ challenge, rpId: 'openkey.localhost' }, overrides) }
}

/** EC2 key of RFC 9053, 7.1.1: kty 2, alg ES256, crv P-256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const entries: [number, number | Uint8Array][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]
  return Buffer.from(isoCBOR.encode(new Map(entries)))
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
