import { expect, test } from 'vitest'
import * as session from './index.ts'

test('exports exactly this', () => {
  expect(Object.keys(session)).toMatchInlineSnapshot(`
    [
      "decodeBase64url",
      "canonicalJson",
      "decodeAuthorization",
      "encodeAuthorization",
      "siweToDelegationHeader",
      "cacaoFromSiwe",
      "decodeCacao",
      "encodeCacao",
      "siweFromCacao",
      "verifyCacaoSignature",
      "abilityCovers",
      "capabilityCovers",
      "resourceCovers",
      "indexCapabilities",
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
      "createSessionKey",
      "sessionKeyFromJwk",
      "signPersonalMessage",
      "isUcanDelegation",
      "parseUcan",
      "principalDid",
      "verifyUcanSignature",
    ]
  `)
})
