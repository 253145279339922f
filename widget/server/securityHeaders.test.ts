import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { securityHeaders } from './securityHeaders.ts'

const config: DeploymentConfig = {
  keyEndpointUrl: 'https://api.example/base',
  chains: [1],
  maxSessionLifetimeMs: 1_000,
  embedding: { allow: 'any' },
  build: 'test',
}

function directives(from: DeploymentConfig): Record<string, string> {
  const policy = securityHeaders({ config: from })['content-security-policy'] ?? ''
  return Object.fromEntries(
    policy.split('; ').map((directive) => [directive.split(' ', 1)[0], directive.split(' ').slice(1).join(' ')]),
  )
}

describe('securityHeaders', () => {
  test('S9: lets in nothing but the deployment and its key endpoint', () => {
    expect(directives(config)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': 'https://api.example',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': 'https: http://localhost:* http://*.localhost:* http://127.0.0.1:*',
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
  })

  test('S9: has no unsafe-* and no wildcard scheme or host for anything that loads', () => {
    const { 'frame-ancestors': _, ...loading } = directives(config)
    expect(Object.values(loading).join(' ')).not.toMatch(/unsafe-|\*|https: |data:|blob:/)
  })

  test('S11: admits exactly the embedders that the deployment names', () => {
    const allow = [parseOrigin('https://a.example'), parseOrigin('http://localhost:5173')]
    expect(directives({ ...config, embedding: { allow } })['frame-ancestors']).toBe(
      'https://a.example http://localhost:5173',
    )
    expect(directives({ ...config, embedding: { allow: [] } })['frame-ancestors']).toBe("'none'")
  })

  test('keeps the other headers', () => {
    const { 'content-security-policy': _, 'permissions-policy': permissions, ...headers } = securityHeaders({ config })
    expect(headers).toEqual({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
    })
    expect(permissions?.match(/[a-z-]+=\(self\)/g)).toEqual([
      'publickey-credentials-get=(self)',
      'publickey-credentials-create=(self)',
      'clipboard-write=(self)',
    ])
    expect(permissions).toContain('camera=()')
  })

  test('asks for a process of its own where the deployment says so', () => {
    expect(securityHeaders({ config: { ...config, originAgentCluster: true } })['origin-agent-cluster']).toBe('?1')
    expect(securityHeaders({ config })).not.toHaveProperty('origin-agent-cluster')
  })

  test('asks for https only where the deployment is on it', () => {
    const local = { ...config, keyEndpointUrl: 'http://api.openkey.localhost:5175' }
    expect(securityHeaders({ config: local })).not.toHaveProperty('strict-transport-security')
  })
})
