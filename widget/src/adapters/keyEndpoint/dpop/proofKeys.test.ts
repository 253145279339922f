import { describe, expect, test } from 'vitest'
import type { SessionStore } from '../../../ports/sessionStore.ts'
import { layerSessionStore } from '../../storage/browserSessionStore.ts'
import { createDurableStorage } from '../../storage/durableStorage.ts'
import { createMemorySessionStore } from '../../storage/memorySessionStore.ts'
import { createProofKeys, withProofKeys } from './proofKeys.ts'

const session = { token: 'token-1', userId: 'user-1' }

describe('keepProofKeys', () => {
  test('brings a session back to a later page with its key', async () => {
    const stored = createMemorySessionStore()
    const keys = createProofKeys()
    keys.bindToToken(session.token, await keys.currentKey())
    await withProofKeys(stored, keys).write(session)
    const later = createProofKeys()
    expect(await withProofKeys(stored, later).read()).toMatchObject(session)
    expect(later.keyForToken(session.token)).toBe(await keys.currentKey())
  })

  test('ignores a session without a key', async () => {
    const stored = createMemorySessionStore()
    await stored.write(session)
    expect(await withProofKeys(stored, createProofKeys()).read()).toBeUndefined()
  })

  test('keeps whose session has ended, and a key no longer', async () => {
    const stored = createMemorySessionStore()
    const keys = createProofKeys()
    keys.bindToToken(session.token, await keys.currentKey())
    const kept = withProofKeys(stored, keys)
    await kept.write(session)
    const ended = { userId: session.userId, account: { keys: [], passkeys: [{ id: 'passkey-1' }] } }
    await kept.write({ ...ended, proofKey: (await kept.read())?.proofKey })
    expect([await kept.read(), await stored.read()]).toEqual([ended, ended])
  })

  test('lets both live for the page where a browser stores no key', async () => {
    const refusing: SessionStore = {
      ...createMemorySessionStore(),
      write: () => Promise.reject(new DOMException('CryptoKey object could not be cloned.', 'DataCloneError')),
    }
    const durable = createDurableStorage({ open: async () => refusing })
    const keys = createProofKeys()
    keys.bindToToken(session.token, await keys.currentKey())
    const kept = withProofKeys(layerSessionStore(durable), keys)
    await kept.write(session)
    expect(await kept.read()).toEqual({ ...session, proofKey: await keys.currentKey() })
  })
})
