import { OpenKeyError } from '@openkey/protocol'
import type { Passkeys } from '../ports/passkeys.ts'
import { identifyPasskeyError } from './identifyPasskeyError.ts'
import { type PasskeyPage, thisPasskeyPage } from './passkeyPage.ts'

/** WebAuthn by the browser's own JSON functions. A browser without them has no passkeys as far as the widget goes. */
export function createPasskeys(page: PasskeyPage = thisPasskeyPage()): Passkeys {
  const { credentials, json } = page
  const isComplete = credentials !== undefined && json !== undefined

  return {
    support() {
      return {
        canAuthenticate: isComplete && (page.allows('publickey-credentials-get') ?? true),
        // Without a way to ask, a frame is taken for one that may not: an offer that fails is worse than none.
        canRegister: isComplete && (page.allows('publickey-credentials-create') ?? page.isTopLevel),
      }
    },

    async authenticate(options, { signal } = {}) {
      const publicKey = parse(() => json?.parseRequestOptionsFromJSON(options))
      const credential = await run(() => credentials?.get({ publicKey, ...(signal && { signal }) }), signal)
      return toAssertion(credential)
    },

    async register(options, { signal } = {}) {
      const publicKey = parse(() => json?.parseCreationOptionsFromJSON(options))
      const credential = await run(() => credentials?.create({ publicKey, ...(signal && { signal }) }), signal)
      return toAttestation(credential)
    },
  }
}

/** Options that the browser cannot read are the endpoint's fault, not the user's. */
function parse<Options>(read: () => Options | undefined): Options {
  try {
    const options = read()
    if (options !== undefined) return options
  } catch (cause) {
    throw new OpenKeyError('key_endpoint_unreachable', 'OpenKey sent passkey options that cannot be read.', { cause })
  }
  throw identifyPasskeyError(undefined)
}

async function run(
  ceremony: () => Promise<Credential | null> | undefined,
  signal: AbortSignal | undefined,
): Promise<Credential | null | undefined> {
  try {
    return await ceremony()
  } catch (cause) {
    throw identifyPasskeyError(cause, signal)
  }
}

function toAssertion(credential: Credential | null | undefined): AuthenticationResponseJSON {
  const json = toJson(credential)
  if (json !== undefined && 'signature' in json.response) return { ...json, response: json.response }
  throw identifyPasskeyError(undefined)
}

function toAttestation(credential: Credential | null | undefined): RegistrationResponseJSON {
  const json = toJson(credential)
  if (json !== undefined && 'attestationObject' in json.response) return { ...json, response: json.response }
  throw identifyPasskeyError(undefined)
}

function toJson(credential: Credential | null | undefined) {
  return isPublicKeyCredential(credential) ? credential.toJSON() : undefined
}

function isPublicKeyCredential(credential: Credential | null | undefined): credential is PublicKeyCredential {
  return credential?.type === 'public-key' && 'toJSON' in credential
}
