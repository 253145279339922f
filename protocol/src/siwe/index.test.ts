import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as siwe from './index.ts'

test('exports', () => {
  expect(Object.keys(siwe)).toMatchInlineSnapshot(`
    [
      "isChecksumAddress",
      "toChecksumAddress",
      "listCapabilities",
      "decodeRecap",
      "encodeRecap",
      "formatSiweMessage",
      "hashPersonalMessage",
      "keyDid",
      "keyDidUrl",
      "parseKeyDid",
      "formatNetworkId",
      "parseNetworkId",
      "parseSiweMessage",
      "parseTimestamp",
      "parsePkhDid",
      "pkhDid",
      "readRecap",
      "recapStatement",
      "readRecipient",
      "recoverPersonalSigner",
      "formatResource",
      "parseResource",
      "readRevokedDelegation",
      "formatSpaceId",
      "parseSpaceId",
    ]
  `)
})

test('elliptic curves are in the one file a page loads late', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'))
  const withCurves = sources.filter((name) =>
    readFileSync(`${import.meta.dirname}/${name}`, 'utf8').includes('@noble/curves'),
  )
  expect(withCurves).toEqual(['recoverPersonalSigner.ts'])
})
