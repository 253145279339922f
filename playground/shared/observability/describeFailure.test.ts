import { describe, expect, test } from 'vitest'
import { describeFailure } from './describeFailure.ts'

describe('describeFailure', () => {
  test('names the error, its causes, their code and where the innermost was created', () => {
    const root = Object.assign(new TypeError('the key 0xabc is taken'), { code: '23505' })
    const { stack = '', ...rest } = describeFailure(new Error('insert failed: 0xabc', { cause: root }))
    expect(rest).toEqual({ error: 'Error < TypeError', errorCode: '23505' })
    expect(stack.split('\n')[0]).toMatch(/^at .*describeFailure\.test\.ts:\d+:\d+\)?$/)
  })

  test.each([
    ['of one line', '0xabc'],
    ['that looks like frames', 'no\n    at 0xabc:1:1\n    at 0xabc (0xabc:2:2)'],
  ])('contains nothing of a message %s', (_, message) => {
    const cause = Object.assign(new Error(message), { code: `not a code: ${message}` })
    expect(JSON.stringify(describeFailure(new Error(message, { cause })))).not.toContain('0xabc')
  })

  test('contains nothing of a message that was replaced after the stack was written', () => {
    const error = new Error('0xabc\n    at 0xabc:1:1')
    error.message = 'another'
    expect(JSON.stringify(describeFailure(error))).not.toContain('0xabc')
  })

  test('names the type of a thrown value that is no error', () => {
    expect([describeFailure('secret'), describeFailure(undefined)]).toEqual([
      { error: 'string' },
      { error: 'undefined' },
    ])
  })

  test('ends at an error that is its own cause', () => {
    const error = new Error('loop')
    error.cause = error
    expect(describeFailure(error).error).toBe(Array(5).fill('Error').join(' < '))
  })
})
