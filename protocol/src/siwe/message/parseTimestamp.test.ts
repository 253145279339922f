import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTimestamp } from '../../testing/arbitrarySiweMessage.ts'
import { parseTimestamp } from './parseTimestamp.ts'

describe('parseTimestamp', () => {
  test.each([
    ['2026-11-20T08:19:06.400Z', Date.UTC(2026, 10, 20, 8, 19, 6, 400)],
    ['2026-11-20T08:19:06Z', Date.UTC(2026, 10, 20, 8, 19, 6)],
    ['2026-11-20T08:19:06.4Z', Date.UTC(2026, 10, 20, 8, 19, 6, 400)],
    ['2026-11-20T08:19:06.400999999Z', Date.UTC(2026, 10, 20, 8, 19, 6, 400)],
    ['2026-11-20T08:19:06+02:30', Date.UTC(2026, 10, 20, 5, 49, 6)],
    ['2026-11-20T23:19:06.5-02:30', Date.UTC(2026, 10, 21, 1, 49, 6, 500)],
    ['2026-11-20T08:19:06-00:00', Date.UTC(2026, 10, 20, 8, 19, 6)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['0000-01-01T00:00:00Z', -62_167_219_200_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTimestamp(text)).toBe(milliseconds)
  })

  test('agrees with the clock of JavaScript', () => {
    fc.assert(
      fc.property(arbitraryTimestamp, (text) => {
        expect(parseTimestamp(text)).toBe(Date.parse(text))
      }),
    )
  })

  test.each([
    ['a day that is not', '2026-02-29T00:00:00Z'],
    ['day 31 of a short month', '2026-04-31T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 24', '2026-11-20T24:00:00Z'],
    ['minute 60', '2026-11-20T08:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset of 24 hours', '2026-11-20T08:19:06+24:00'],
    ['an offset without colon', '2026-11-20T08:19:06+0100'],
    ['no offset', '2026-11-20T08:19:06'],
    ['an empty fraction', '2026-11-20T08:19:06.Z'],
    ['ten digits of fraction', '2026-11-20T08:19:06.0000000000Z'],
    ['a space for the T', '2026-11-20 08:19:06Z'],
    ['small letters', '2026-11-20t08:19:06z'],
    ['a year of five digits', '12026-11-20T08:19:06Z'],
    ['a signed year', '+002026-11-20T08:19:06Z'],
    ['a date alone', '2026-11-20'],
    ['a line feed at the end', '2026-11-20T08:19:06Z\n'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => parseTimestamp(text)).toThrow(
      expect.objectContaining({ code: 'siwe_malformed', details: { field: 'timestamp', received: text } }),
    )
  })
})
