import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { registrableDomainStart } from '../../domain/review/registrableDomain.ts'
import { findRegistrableDomain, prefetchRegistrableDomain, splitHost } from './RequesterTitle.tsx'

/** The emphasised end of a host in brackets, cuts as bars. */
function show(host: string): string {
  const parts = splitHost(host, registrableDomainStart(host))
  const emphasised = parts.filter(({ isEmphasised }) => isEmphasised).map(({ text }) => text)
  const rest = parts.filter(({ isEmphasised }) => !isEmphasised).map(({ text }) => text)
  return `${rest.join('|')}[${emphasised.join('|')}]`
}

describe('splitHost', () => {
  test.each([
    ['example.com', '[example.|com]'],
    ['accounts.bank.example.com', 'accounts.|bank.[example.|com]'],
    ['accounts.example.co.uk:8443', 'accounts.[example.|co.|uk:8443]'],
    ['bank.com.evil.example', 'bank.|com.[evil.|example]'],
    ['bank.com.user.github.io', 'bank.|com.[user.|github.|io]'],
    ['bank.example.com.', 'bank.[example.|com.]'],
    ['a.xn--fiqs8s.xn--p1ai', 'a.[xn--fiqs8s.|xn--p1ai]'],
    ['example.com.example.com', 'example.|com.[example.|com]'],
    ['github.io', '[github.|io]'],
    ['localhost:5173', '[localhost:5173]'],
    ['127.0.0.1:5173', '[127.0.0.1:5173]'],
    ['[2001:db8::1]:8443', '[[2001:db8::1]:8443]'],
  ])('S12: emphasises the registrable domain of %s', (host, expected) => {
    expect(show(host)).toBe(expected)
  })

  test('S12: leaves no character of a host out, and cuts alike whatever is emphasised', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abc0-'), minLength: 1, maxLength: 12 })
    const host = fc.array(label, { minLength: 1, maxLength: 8 }).map((labels) => labels.join('.'))
    fc.assert(
      fc.property(host, fc.nat(40), (host, start) => {
        const texts = splitHost(host, start).map(({ text }) => text)
        expect(texts.join('')).toBe(host)
        expect(texts).toEqual(splitHost(host, 0).map(({ text }) => text))
      }),
    )
  })
})

describe('findRegistrableDomain', () => {
  test('calls back at once after the list has been prefetched', async () => {
    await prefetchRegistrableDomain()
    const found: number[] = []
    findRegistrableDomain((find) => found.push(find('accounts.bank.example.com')))
    expect(found).toEqual(['accounts.bank.'.length])
  })
})
