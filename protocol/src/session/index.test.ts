import { expect, test } from 'vitest'
import * as session from './index.ts'

test('exports exactly this', () => {
  expect(Object.keys(session)).toMatchInlineSnapshot(`
    [
      "canonicalJson",
      "abilityCovers",
      "decodeAuthorization",
      "encodeAuthorization",
      "cacaoFromSiwe",
      "siweFromCacao",
      "capabilityCovers",
      "cidFromProof",
      "computeCid",
      "isCid",
      "proofFromCid",
      "completeSessionSetup",
      "createInvocation",
      "createInvocationFor",
      "createUcanDelegation",
      "decodeCacao",
      "encodeCacao",
      "generateNonce",
      "hostSiwe",
      "isUcanDelegation",
      "publicJwk",
      "parseUcan",
      "prepareSession",
      "principalDid",
      "resourceCovers",
      "createSessionKey",
      "sessionKeyFromJwk",
      "signPersonalMessage",
      "siweToDelegationHeader",
      "verifyCacaoSignature",
      "verifyUcanSignature",
    ]
  `)
})
