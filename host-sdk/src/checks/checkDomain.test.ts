import { describe, expect, test } from 'vitest'
import { checkDomain } from './checkDomain.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const siwe = (opening: string) => `${opening} wants you to sign in with your Ethereum account:\n${address}\n\n\n`

describe('checkDomain', () => {
  test.for([
    ['app.example', 'https://app.example'],
    ['app.example:8443', 'https://app.example:8443'],
    ['https://app.example', 'https://app.example'],
    ['localhost:5173', 'http://localhost:5173'],
    ['localhost', 'http://localhost:5173'],
    ['notes.localhost', 'http://notes.localhost:5173'],
    ['http://127.0.0.1', 'http://127.0.0.1:5173'],
  ] as const)('S2: accepts %s on %s', ([opening, origin]) => {
    expect(checkDomain(siwe(opening), origin)).toBe(address)
  })

  test.for([
    ['bank.example', 'https://app.example', 'app.example'],
    ['app.example.evil.example', 'https://app.example', 'app.example'],
    ['evil.app.example', 'https://app.example', 'app.example'],
    ['APP.example', 'https://app.example', 'app.example'],
    ['app.example', 'https://app.example:8443', 'app.example:8443'],
    ['app.example:443', 'https://app.example', 'app.example'],
    ['localhost:5174', 'http://localhost:5173', 'localhost:5173'],
    ['http://app.example', 'https://app.example', 'https://app.example'],
  ] as const)('S2: rejects %s on %s', ([opening, origin, expected]) => {
    expect(() => checkDomain(siwe(opening), origin)).toThrow(
      expect.objectContaining({ code: 'domain_mismatch', details: { expected, received: opening } }),
    )
  })

  test.for([
    ['plain text', 'hello'],
    ['an opening below the first line', `hello\n${siwe('app.example')}`],
    ['an address that is none', siwe('app.example').replace(address, 'me')],
    ['two spaces in the domain', siwe('app .example')],
    ['nothing', ''],
  ] as const)('S1: rejects %s', ([, message]) => {
    expect(() => checkDomain(message, 'https://app.example')).toThrow(
      expect.objectContaining({ code: 'siwe_malformed' }),
    )
  })
})
