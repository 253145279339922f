import { describe, expect, test } from 'vitest'
import { readDevArguments } from './readDevArguments.ts'

describe('readDevArguments', () => {
  test('reads options, and leaves those of the command alone', () => {
    const args = [
      '--account',
      'ada@example.com',
      '--account',
      'bob@example.com',
      '--code',
      '012345',
      '--json',
      '--fixed-ports',
    ]
    expect(readDevArguments([...args, '--', 'npx', 'playwright', 'test', '--json', '--', '-x'])).toEqual({
      accounts: ['ada@example.com', 'bob@example.com'],
      code: '012345',
      isJson: true,
      isHelp: false,
      hasFixedPorts: true,
      command: ['npx', 'playwright', 'test', '--json', '--', '-x'],
    })
    const none = { accounts: [], code: undefined, isJson: false, isHelp: false, hasFixedPorts: false, command: [] }
    expect([readDevArguments([]), readDevArguments(['-h'])]).toEqual([none, { ...none, isHelp: true }])
  })

  test.for([
    [['--acount', 'ada@example.com'], '--acount'],
    [['npx'], 'npx'],
    [['--code', '12345'], 'six digits, not “12345”'],
    [['--account'], '--account'],
    [['--'], 'no command'],
  ] as const)('rejects %j', ([args, words]) => {
    expect(() => readDevArguments(args)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    )
  })
})
