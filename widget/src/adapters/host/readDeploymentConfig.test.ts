import { describe, expect, test } from 'vitest'
import { readDeploymentConfig } from './readDeploymentConfig.ts'

const config = {
  keyEndpointUrl: 'https://api.example',
  chains: [1],
  maxSessionLifetimeMs: 1_000,
  embedding: { allow: 'any' },
  build: 'test',
}

function aPage(textContent: string | undefined) {
  return {
    getElementById: (id: string) =>
      id === 'openkey-config' && textContent !== undefined ? ({ textContent } as HTMLElement) : null,
  }
}

describe('readDeploymentConfig', () => {
  test('reads the element of the page', () => {
    expect(readDeploymentConfig(aPage(JSON.stringify(config)))).toEqual(config)
  })

  test.each([
    ['an unfilled element', ''],
    ['no element', undefined],
    ['no JSON', '{'],
    ['a wrong one', '{"chains":[]}'],
  ])('refuses a page with %s', (_, text) => {
    expect(() => readDeploymentConfig(aPage(text))).toThrow(expect.objectContaining({ code: 'invalid_params' }))
  })
})
