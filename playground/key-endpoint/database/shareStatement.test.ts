import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareStatement } from './shareStatement.ts'

describe('shareStatement', () => {
  test('runs one statement for all items that arrive at once or while another is in progress', async () => {
    const statements: (readonly number[])[] = []
    const during: Promise<number>[] = []
    const double: (item: number) => Promise<number> = shareStatement(async (items: readonly number[]) => {
      statements.push(items)
      if (statements.length === 1) during.push(double(3), double(4))
      return items.map((item) => item * 2)
    })
    expect(await Promise.all([1, 2].map(double))).toEqual([2, 4])
    expect(await Promise.all(during)).toEqual([6, 8])
    expect(await double(5)).toBe(10)
    expect(statements).toEqual([[1, 2], [3, 4], [5]])
  })

  test('returns to each item its own result, in statements of at most 256 items', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 1_000 }), async (items) => {
        const sizes: number[] = []
        const echo = shareStatement(async (all: readonly number[]) => {
          sizes.push(all.length)
          return all.map((item) => `${item}`)
        })
        expect(await Promise.all(items.map(echo))).toEqual(items.map(String))
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(256)
      }),
      { numRuns: 20 },
    )
  })

  test('rejects the items of a statement that fails, and runs the next one', async () => {
    const fail = shareStatement(async (items: readonly string[]) => {
      if (items.includes('bad')) throw new Error(`failed: ${items}`)
      return items
    })
    const results = await Promise.allSettled(['bad', 'beside'].map(fail))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await fail('later')).toBe('later')
  })

  test('rejects all items of a statement that returns too few results', async () => {
    await expect(shareStatement(async () => [])('item')).rejects.toThrow('Expected 1 results, got 0.')
  })
})
