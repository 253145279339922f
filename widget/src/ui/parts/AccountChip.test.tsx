import { toChecksumAddress } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { signer as address } from '../../testing/aMessage.ts'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { AccountChip } from './AccountChip.tsx'

const draw = (email?: string) =>
  drawnTexts(<AccountChip signer={{ keyId: 'k', address: toChecksumAddress(address), ...(email && { email }) }} />)

describe('AccountChip', () => {
  test('keeps the two halves of an email address together before they break', () => {
    const inEmail = draw('ada.lovelace@mail.example.com').filter(({ path }) => path.at(-2) === 'bdi.email')
    expect(inEmail).toEqual([
      { text: 'ada.lovelace@', path: ['span.account', 'bdi.email', 'span'] },
      { text: 'mail.example.com', path: ['span.account', 'bdi.email', 'span'] },
    ])
  })

  test('shows an account without an email address by its address only', () => {
    expect(draw().filter(({ path }) => path.includes('bdi.email'))).toEqual([])
  })
})
