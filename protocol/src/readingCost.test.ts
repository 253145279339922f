import { describe, expect, test } from 'vitest'
import { isOpenKeyError } from './errors/openKeyError.ts'
import { maxSiweBytes } from './siwe/message/siweMessage.ts'
import { costlyCredentials } from './testing/costlyCredentials.ts'
import { costlyMessages } from './testing/costlyMessages.ts'
import { longestWithin } from './testing/costlyText.ts'
import { relativeCost } from './testing/relativeCost.ts'

/** Cost of eight times the text, relative to hashing it: 1 where reading is linear, 8 where it is quadratic. */
const mostGrowth = 5
/** Cost of the longest text, in hashes of it: the costliest takes about 15. */
const mostHashes = 100
const rounds = 20

function outcome(read: (text: string) => unknown, text: string): unknown {
  try {
    read(text)
    return undefined
  } catch (error) {
    return isOpenKeyError(error) ? error.code : error
  }
}

describe('reading', () => {
  test.each([...costlyMessages, ...costlyCredentials].map((row) => [row.name, row] as const))(
    'R5: costs no more than its length: %s',
    (_, { write, read, refused }) => {
      const [short, long] = [maxSiweBytes / 8, maxSiweBytes].map((length) => longestWithin(length, write))
      expect(outcome(read, long ?? '')).toBe(refused)

      const [less, more] = [relativeCost(short ?? '', read), relativeCost(long ?? '', read)]
      const isBounded = () => more.cost() / less.cost() < mostGrowth && more.cost() < mostHashes
      // A busy machine disturbs some samples; the least of more of them is closer to the truth.
      for (let round = 0; round < rounds && (round < 5 || !isBounded()); round++) {
        less.sample()
        more.sample()
      }
      expect({ growth: more.cost() / less.cost(), hashes: more.cost() }).toEqual({
        growth: expect.toSatisfy((growth: number) => growth < mostGrowth),
        hashes: expect.toSatisfy((hashes: number) => hashes < mostHashes),
      })
    },
  )
})
