import { describe, expect, test } from 'vitest'
import type { DeviceRequest } from '../../domain/deviceConnection.ts'
import { noon, signer } from '../../testing/aMessage.ts'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { DeviceScreen } from './DeviceScreen.tsx'

const nothing = async () => {}
const act = { submitCode: nothing, approve: nothing, decline: nothing, startOver() {}, signInAgain() {} }

function draw(request: Partial<DeviceRequest>): string {
  const asked = { program: 'TinyCloud command line', accessMs: 604_800_000, ...request }
  const screen = { step: 'review', userCode: 'code', request: asked, isBusy: false } as const
  const account = { keyId: 'key', address: `0x${signer.slice(2)}` as const, email: 'ada@example.com' }
  return drawnTexts(<DeviceScreen screen={screen} account={account} now={noon} act={act} />)
    .map(({ text }) => text)
    .join('')
}

describe('DeviceScreen', () => {
  test('shows program, device, network, end of access, account, and what the program may do', () => {
    const text = draw({ deviceName: 'laptop', network: '192.0.2.7', isSameNetwork: true })
    for (const part of ['TinyCloud command line', 'laptop', '192.0.2.7, the network you’re using now']) {
      expect(text).toContain(part)
    }
    for (const part of ['ada@example.com', '“default” and “applications”', 'encrypted secrets']) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('Is this not your own device?')
  })

  test('warns of a request from another network', () => {
    const text = draw({ network: '192.0.2.7', isSameNetwork: false })
    expect(text).toContain('192.0.2.7, which is not the network you’re using now')
    expect(text).toContain('Is this not your own device? Then decline')
  })

  test('says that the network is unknown', () => {
    expect(draw({})).toContain('An unknown network')
  })

  test('S12: spells out what a program hides in the name of its device', () => {
    expect(draw({ deviceName: 'laptop”\u202e' })).toContain('laptop⟨U+201D⟩⟨U+202E⟩')
  })
})
