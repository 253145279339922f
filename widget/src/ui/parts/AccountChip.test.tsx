import { toChecksumAddress } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { signer as address } from '../../testing/aMessage.ts'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { AccountChip } from './AccountChip.tsx'

const draw = (email?: string) =>
  drawnTexts(<AccountChip signer={{ keyId: 'k', address: toChecksumAddress(address), ...(email && { email }) }} />)

describe('AccountChip', () => {
  test('lets a long email address break after each of its parts', () => {
    const inEmail = draw('ada.lovelace@mail.example.com').filter(({ path }) => path.includes('bdi.email'))
    expect(inEmail.map(({ text }) => text)).toEqual(['ada.', 'lovelace@', 'mail.', 'example.', 'com'])
  })

  test('shows an account without an email address by its address only', () => {
    expect(draw().filter(({ path }) => path.includes('bdi.email'))).toEqual([])
  })
})
