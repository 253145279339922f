import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What a test bends in one ceremony. */
export type CeremonyBend = {
  readonly challenge?: string
  readonly origin?: string
  readonly rpId?: string
  /** Page around the frame. Sets `crossOrigin`. */
  readonly topOrigin?: string
  /** Says a frame without naming the page around it, as some browsers do. */
  readonly isCrossOrigin?: boolean
  readonly isUserVerified?: boolean
  /** Counter to report. @default one more than the last */
  readonly counter?: number
  /** User handle to report, base64url. */
  readonly userHandle?: string
}

/** What it reads of the options of a ceremony: of a browser's type, and of a server library's. */
type CreationOptions = {
  readonly challenge: string
  readonly rp: { readonly id?: string }
  readonly user: { readonly id: string }
}
type RequestOptions = { readonly challenge: string; readonly rpId?: string }

export type SoftAuthenticator = ReturnType<typeof createSoftAuthenticator>

/**
 * An authenticator and the browser in front of it, with one discoverable ES256 credential
 * (WebAuthn Level 3: answers as JSON 5.1, client data 5.8.1, authenticator data 6.1, attestation `none` 8.7).
 */
export function createSoftAuthenticator({ origin }: { readonly origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let userHandle: string | undefined
  let counter = 0

  const clientData = (type: string, challenge: string, bend: CeremonyBend) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: bend.challenge ?? challenge,
        origin: bend.origin ?? origin,
        crossOrigin: bend.isCrossOrigin ?? bend.topOrigin !== undefined,
        ...(bend.topOrigin !== undefined && { topOrigin: bend.topOrigin }),
      }),
    )

  const authenticatorData = (rpId: string, bend: CeremonyBend, attested: Buffer) => {
    const flags = Buffer.from([0x01 | (bend.isUserVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0)])
    counter = bend.counter ?? counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(bend.rpId ?? rpId), flags, count, attested])
  }

  const answer = <Response>(response: Response) => ({
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response,
  })

  return {
    register(options: CreationOptions, bend: CeremonyBend = {}) {
      userHandle = options.user.id
      const clientDataJSON = clientData('webauthn.create', options.challenge, bend)
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        coseKey(publicKey),
      ])
      const authData = authenticatorData(options.rp.id ?? '', bend, attested)
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', new Uint8Array(authData)],
        ]),
      )
      return answer({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        attestationObject: Buffer.from(attestationObject).toString('base64url'),
        publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
        publicKeyAlgorithm: -7,
        transports: ['internal' as const],
      })
    },
    authenticate(options: RequestOptions, bend: CeremonyBend = {}) {
      const clientDataJSON = clientData('webauthn.get', options.challenge, bend)
      const authData = authenticatorData(options.rpId ?? '', bend, Buffer.alloc(0))
      const reported = bend.userHandle ?? userHandle
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), privateKey)
      return answer({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(reported !== undefined && { userHandle: reported }),
      })
    },
  }
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
