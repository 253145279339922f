import { describe, expect, test, vi } from 'vitest'
import { isOpenKeyError, OpenKeyError } from './openKeyError.ts'

describe('isOpenKeyError', () => {
  test('recognizes errors of another copy of this module, and their code', async () => {
    vi.resetModules()
    const other = await import('./openKeyError.ts')
    const error = new other.OpenKeyError('busy', 'Another signature is open.')
    expect(error).not.toBeInstanceOf(OpenKeyError)
    expect([isOpenKeyError(error), isOpenKeyError(error, 'busy'), isOpenKeyError(error, 'timeout')]).toEqual([
      true,
      true,
      false,
    ])
  })

  test.for([
    undefined,
    null,
    'busy',
    { code: 'busy' },
    new Error('busy'),
    Object.assign(new Error(), { code: 'busy' }),
  ])('does not recognize %s', (value) => {
    expect(isOpenKeyError(value)).toBe(false)
  })
})
