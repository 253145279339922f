import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as siwe from './index.ts'

test('exports', () => {
  expect(Object.keys(siwe)).toMatchInlineSnapshot(`
    [
      "isChecksumAddress",
      "toChecksumAddress",
      "canonicalId",
      "keyDid",
      "keyDidUrl",
      "parseKeyDid",
      "formatNetworkId",
      "parseNetworkId",
      "parsePkhDid",
      "pkhDid",
      "formatResource",
      "parseResource",
      "formatSpaceId",
      "parseSpaceId",
      "formatSiweMessage",
      "hashPersonalMessage",
      "parseSiweMessage",
      "parseTimestamp",
      "readRecipient",
      "recoverPersonalSigner",
      "readRevokedDelegation",
      "listCapabilities",
      "decodeRecap",
      "encodeRecap",
      "isRequired",
      "narrowRecap",
      "readRecap",
      "recapStatement",
    ]
  `)
})

test('elliptic curves are in the one file a page loads late', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const withCurves = sources.filter((name) =>
    readFileSync(`${import.meta.dirname}/${name}`, 'utf8').includes('@noble/curves'),
  )
  expect(withCurves).toEqual(['message/recoverPersonalSigner.ts'])
})
