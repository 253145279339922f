import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { handleError } from '../http/httpError.ts'
import { createRequireDelegateCaller, type DelegateCallerOptions } from './delegateCaller.ts'

const at = new Date(0)
const row = { id: 'id', userId: 'ada', keyId: 'key', program: 'cli', deviceName: null, createdAt: at, expiresAt: at }

/** Calls with a token that is bound to this key, and a valid proof by the key `mine`. */
async function callWith(dpopThumbprint: string | null, scheme = 'DPoP') {
  const unused = async (): Promise<never> => {
    throw new Error('Unexpected call.')
  }
  const options: DelegateCallerOptions = {
    sessions: { require: unused },
    programTokens: { find: async () => ({ ...row, dpopThumbprint, isExpired: false }) },
    programProof: { scheme: 'DPoP', verifyProof: async () => 'mine' },
    budgets: { accountCallsPerSession: { spend: async () => {} } },
  }
  const requireCaller = createRequireDelegateCaller(options)
  const app = new Hono()
    .onError(handleError({ log: () => {} }))
    .get('/', async (context) => context.json((await requireCaller(context)).kind))
  const response = await app.request('/', { headers: { authorization: `${scheme} okp_token` } })
  return [response.status, ((await response.json()) as { code?: string }).code]
}

describe('createRequireDelegateCaller', () => {
  test('accepts a token with a proof by its key', async () => {
    expect(await callWith('mine')).toEqual([200, undefined])
    expect(await callWith('mine', 'dpop')).toEqual([200, undefined])
  })

  test.each<[string, string | null, string]>([
    ['that is bound to another key', 'other', 'DPoP'],
    ['that is bound to no key, because it is older', null, 'DPoP'],
    ['that comes as a plain bearer, with or without a proof', 'mine', 'Bearer'],
  ])('S7: rejects a token %s', async (_, thumbprint, scheme) => {
    expect(await callWith(thumbprint, scheme)).toEqual([401, 'invalid_dpop_proof'])
  })
})
