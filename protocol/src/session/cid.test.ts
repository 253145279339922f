import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testVector } from '../testing/testVector.ts'
import { cidFromProof, computeCid, isCid, proofFromCid } from './cid.ts'

const cid = testVector.delegationCid
const anyCid = fc.uint8Array().map(computeCid)
const refused = expect.objectContaining({ code: 'invalid_params' })

describe('computeCid', () => {
  test('names no bytes by the BLAKE3 hash of nothing', () => {
    expect(computeCid(new Uint8Array())).toBe('bafkr4ifpcne3t5pzugtkaqcn5i3nzskjtpfslsnnyejlpte2spfoihzsmi')
  })

  test('writes 59 characters', () => {
    fc.assert(fc.property(anyCid, (text) => isCid(text) && text.length === 59))
  })
})

describe('isCid', () => {
  test.each([
    ['another codec', `bafyr4i${cid.slice(7)}`],
    ['upper case', cid.toUpperCase()],
    ['padding', `${cid}=`],
    ['a missing character', cid.slice(0, -1)],
    ['stray bits in the last character', `${cid.slice(0, -1)}r`],
    ['a line feed at the end', `${cid}\n`],
  ])('refuses %s', (_, text) => {
    expect(isCid(text)).toBe(false)
  })
})

describe('proofFromCid', () => {
  test('is undone by cidFromProof', () => {
    fc.assert(fc.property(anyCid, (text) => cidFromProof(proofFromCid(text)) === text))
  })

  test('refuses what is no CID', () => {
    expect(() => proofFromCid('bafkr4i')).toThrow(refused)
  })
})

describe('cidFromProof', () => {
  test.each([
    ['a CID in base32', cid],
    ['another letter in front', `Z${proofFromCid(cid).slice(1)}`],
    ['a zero byte in front', `z1${proofFromCid(cid).slice(1)}`],
    ['a shorter CID', proofFromCid(cid).slice(0, -1)],
    ['something endless', 'z'.repeat(100_000)],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => cidFromProof(text)).toThrow(refused)
  })
})
