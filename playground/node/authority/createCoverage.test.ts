import type { Caveat } from '@openkey/protocol/siwe'
import { relativeCost } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { maxHeldCapabilities } from '../limits.ts'
import { createCoverage } from './createCoverage.ts'

const space = `tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default`
const errors = { uncovered: 'unauthorized_action', caveats: 'invocation_caveats', detail: 'x' } as const

const capability = (path: string, caveats: readonly Caveat[] = [{}]) => ({
  resource: `${space}/kv/${path}`,
  ability: 'tinycloud.kv/get',
  caveats,
})
const times = <Value>(count: number, item: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => item(index))

describe('createCoverage', () => {
  test('S21: takes time in proportion to the resources, not to the pairs of held and wanted', () => {
    const path = (index: number, length: number) => `${'a/'.repeat(length)}${index}`
    const held = times(maxHeldCapabilities, (index) => capability(path(index, 80)))
    const wanted = times(256, (index) => capability(path(index, 80)))
    const { sample, cost } = relativeCost(JSON.stringify([held, wanted]), () => {
      const checkCovered = createCoverage(held)
      for (const one of wanted) checkCovered(one, errors)
    })
    for (let round = 0; round < 12 && (round < 2 || cost() >= 100); round++) sample()
    expect(cost()).toBeLessThan(100)
  })

  test('S21: compares a limited number of caveats', () => {
    const caveats = times(200, (index) => ({ max: index }))
    const checkCovered = createCoverage([capability('a', caveats)])
    expect(() => checkCovered(capability('a', caveats), errors)).toThrow('Too many caveats to compare')
  })

  test('S21: counts the comparisons of all capabilities of a token', () => {
    const caveats = times(100, (index) => ({ max: index }))
    const checkCovered = createCoverage([capability('a', caveats)])
    const check = () => checkCovered(capability('a/b', caveats), errors)
    check()
    check()
    check()
    expect(check).toThrow('Too many caveats to compare')
  })
})
