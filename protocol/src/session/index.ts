export { decodeBase64url } from '../encoding/base64url.ts'
export { canonicalJson } from '../encoding/canonicalJson.ts'
export type { Attenuations, Capability } from './attenuations.ts'
export {
  type Authorization,
  type AuthorizationHeader,
  decodeAuthorization,
  encodeAuthorization,
  siweToDelegationHeader,
} from './authorization.ts'
export { type Cacao, cacaoFromSiwe, decodeCacao, encodeCacao, siweFromCacao, verifyCacaoSignature } from './cacao.ts'
export { abilityCovers, capabilityCovers, resourceCovers } from './capabilityCovers.ts'
export { type CapabilityIndex, indexCapabilities } from './capabilityIndex.ts'
export { cidFromProof, computeCid, isCid, proofFromCid } from './cid.ts'
export { completeSessionSetup } from './completeSessionSetup.ts'
export { createHostingMessage, type HostingMessageOptions } from './createHostingMessage.ts'
export { createInvocation, createInvocationFor, type InvocationOptions, type Operation } from './createInvocation.ts'
export { createUcanDelegation, type UcanDelegationOptions } from './createUcanDelegation.ts'
export { type PrivateJwk, type PublicJwk, publicJwk } from './jwk.ts'
export { generateNonce } from './nonce.ts'
export { type PrepareSessionOptions, prepareSession } from './prepareSession.ts'
export type { PreparedSession, Session } from './session.ts'
export { createSessionKey, type SessionKey, sessionKeyFromJwk } from './sessionKey.ts'
export type { Abilities } from './sessionRecap.ts'
export { signPersonalMessage } from './signPersonalMessage.ts'
export type { Ucan, UcanHeader, UcanPayload } from './ucan.ts'
export { isUcanDelegation, parseUcan, principalDid, verifyUcanSignature } from './ucan.ts'
