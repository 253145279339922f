import { afterEach, describe, expect, test, vi } from 'vitest'
import { composeOpenKey } from '../composeOpenKey.ts'
import { fakePage } from '../testing/fakePage.ts'
import { rejectingDoctor } from './rejectingDoctor.ts'

afterEach(() => vi.unstubAllGlobals())

describe('rejectingDoctor', () => {
  test('rejects with the command to run for this page', async () => {
    vi.stubGlobal('location', { href: 'https://app.example/notes' })
    const openkey = composeOpenKey({
      options: { widgetUrl: 'https://openkey.example/', appName: 'Notes' },
      page: fakePage(),
      connections: () => [],
      clock: { now: Date.now, after: () => () => {} },
      doctor: rejectingDoctor,
    })
    await expect(openkey.diagnose()).rejects.toMatchObject({
      code: 'unsupported_method',
      message: 'Run npx @openkey/host-sdk doctor https://app.example/notes',
    })
  })
})
