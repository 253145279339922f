import { expect, test } from 'vitest'
import * as session from './index.ts'

test('exports exactly this', () => {
  expect(Object.keys(session)).toMatchInlineSnapshot(`
    [
      "decodeBase64url",
      "canonicalJson",
      "decodeAuthorization",
      "encodeAuthorization",
      "cacaoFromSiwe",
      "decodeCacao",
      "encodeCacao",
      "siweFromCacao",
      "verifyCacaoSignature",
      "abilityCovers",
      "capabilityCovers",
      "resourceCovers",
      "cidFromProof",
      "computeCid",
      "isCid",
      "proofFromCid",
      "completeSessionSetup",
      "createHostingMessage",
      "createInvocation",
      "createInvocationFor",
      "createUcanDelegation",
      "publicJwk",
      "generateNonce",
      "prepareSession",
      "principalDid",
      "createSessionKey",
      "sessionKeyFromJwk",
      "signPersonalMessage",
      "siweToDelegationHeader",
      "isUcanDelegation",
      "parseUcan",
      "verifyUcanSignature",
    ]
  `)
})
