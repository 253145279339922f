import { isOpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { parseDeploymentConfig } from './deploymentConfig.ts'

const config = {
  keyEndpointUrl: 'https://api.example',
  chains: [1, 10],
  maxSessionLifetimeMs: 2_592_000_000,
  embedding: { allow: 'any' },
  build: '1.0.0',
}

function fieldAtFault(value: unknown): string | undefined {
  try {
    parseDeploymentConfig(value)
    return undefined
  } catch (error) {
    return isOpenKeyError(error, 'invalid_params') ? error.details.field : 'another error'
  }
}

describe('parseDeploymentConfig', () => {
  test('keeps a complete configuration', () => {
    expect(parseDeploymentConfig(config)).toEqual(config)
    expect(parseDeploymentConfig({ ...config, dpop: 'required' })).toEqual({ ...config, dpop: 'required' })
    const allow = ['https://app.example', 'http://localhost:5173']
    expect(parseDeploymentConfig({ ...config, embedding: { allow } }).embedding).toEqual({ allow })
    const policies = {
      approval: { trustedOrigins: allow, trustLoopback: false, passkey: true, maxAgeMs: 1_000 },
      declines: { limit: 3, withinMs: 10_000 },
      originAgentCluster: true,
    }
    expect(parseDeploymentConfig({ ...config, ...policies })).toEqual({ ...config, ...policies })
  })

  test.each(['http://api.openkey.localhost:5175', 'http://127.0.0.1:5175', 'https://api.example/base'])(
    'takes the key endpoint %s',
    (keyEndpointUrl) => {
      expect(fieldAtFault({ ...config, keyEndpointUrl })).toBeUndefined()
    },
  )

  test.each([
    'http://api.example',
    'https://api.example/',
    'https://api.example?x',
    'https://user@api.example',
    'https://API.example',
    'api.example',
    'javascript:alert(1)',
    '',
  ])('refuses the key endpoint %s', (keyEndpointUrl) => {
    expect(fieldAtFault({ ...config, keyEndpointUrl })).toBe('keyEndpointUrl')
  })

  test.each([
    ['no chain', { chains: [] }, 'chains'],
    ['a chain that is no number', { chains: ['1'] }, 'chains.0'],
    ['a lifetime of nothing', { maxSessionLifetimeMs: 0 }, 'maxSessionLifetimeMs'],
    ['a missing build', { build: undefined }, 'build'],
    ['a wildcard embedder', { embedding: { allow: '*' } }, 'embedding.allow'],
    ['an embedder without https', { embedding: { allow: ['http://app.example'] } }, 'embedding.allow'],
    ['an embedder with a path', { embedding: { allow: ['https://app.example/'] } }, 'embedding.allow'],
    ['a proof of possession to be negotiated', { dpop: 'optional' }, 'dpop'],
    [
      'a trusted origin with a path',
      { approval: { trustedOrigins: ['https://app.example/'] } },
      'approval.trustedOrigins',
    ],
    ['trust in a wildcard', { approval: { trustedOrigins: '*' } }, 'approval.trustedOrigins'],
    ['trust in loopback that is no yes or no', { approval: { trustLoopback: 'no' } }, 'approval.trustLoopback'],
    ['passkeys that are no yes or no', { approval: { passkey: 1 } }, 'approval.passkey'],
    ['an approval without age', { approval: { maxAgeMs: 0 } }, 'approval.maxAgeMs'],
    ['a misspelled rule of approval', { approval: { trusted: [] } }, 'approval.trusted'],
    ['a list for rules of approval', { approval: [] }, 'approval'],
    ['a limit of no refusal at all', { declines: { limit: 0 } }, 'declines.limit'],
    ['a limit beyond what is remembered', { declines: { limit: 33 } }, 'declines.limit'],
    ['a time without length', { declines: { withinMs: -1 } }, 'declines.withinMs'],
    ['a misspelled rule of refusals', { declines: { max: 2 } }, 'declines.max'],
    ['a number for rules of refusals', { declines: 2 }, 'declines'],
    ['an agent cluster that is no yes or no', { originAgentCluster: '?1' }, 'originAgentCluster'],
    ['a misspelled entry', { chain: [1] }, 'chain'],
    ['a misspelled policy', { embedding: { allow: 'any', deny: [] } }, 'embedding.deny'],
  ])('names the entry at fault: %s', (_, overrides, field) => {
    expect(fieldAtFault({ ...config, ...overrides })).toBe(field)
  })

  test.each([
    [{ dpop: 'always' }, 'Invalid "dpop" in the deployment configuration: expected "off" or "required".'],
    [
      { chains: [0] },
      'Invalid "chains.0" in the deployment configuration: expected a list of 1 to 64 chain ids, which are positive integers.',
    ],
    [{ chain: [1] }, 'Unknown entry "chain" in the deployment configuration.'],
  ])('reports what was expected instead of %j', (overrides, message) => {
    expect(() => parseDeploymentConfig({ ...config, ...overrides })).toThrow(message)
  })

  test.each([undefined, null, 'text', []])('refuses %s', (value) => {
    expect(fieldAtFault(value)).toBe('')
  })
})
