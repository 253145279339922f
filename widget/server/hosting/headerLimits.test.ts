import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseOrigin } from '@openkey/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../securityHeaders.ts'
import { aHostedWidget } from '../testing/aHostedWidget.ts'
import { cloudflareMaxRules, nginxValue } from './headerLimits.ts'
import { nginxConfig } from './nginxConfig.ts'
import { staticHeaders } from './staticHeaders.ts'

/** A deployment whose policy has exactly this many characters, by embedders of a length that makes it so. */
function withPolicyOf(length: number) {
  const { config, ...rest } = aHostedWidget()
  const allowing = (...allow: string[]) => ({ ...config, embedding: { allow: allow.map((text) => parseOrigin(text)) } })
  const embedder = (label: number) => `https://${'a'.repeat(label)}.example`
  const missing = length - contentSecurityPolicy(allowing(embedder(1))).length
  const whole = Math.floor(missing / 80)
  const others = Array.from({ length: whole }, () => embedder(80 - 1 - embedder(0).length))
  const filled = allowing(embedder(1 + (missing % 80)), ...others)
  expect(contentSecurityPolicy(filled)).toHaveLength(length)
  return { ...rest, config: filled }
}

/** Text of the line in `_headers` in addition to the policy. */
const around = '  content-security-policy: '.length
const tooLong = (received: number, expected: number, message: string) =>
  expect.objectContaining({
    code: 'invalid_params',
    message: `The header content-security-policy has ${message}. Shorten embedding.allow, which it lists in frame-ancestors.`,
    details: { field: 'embedding.allow', received: String(received), expected: String(expected) },
  })

describe('staticHeaders', () => {
  test('writes a line of 2,000 characters, and reports what to shorten in a longer one', () => {
    const write = (length: number) => staticHeaders({ config: withPolicyOf(length - around).config, assets: [] })
    const lengths = write(2_000)
      .split('\n')
      .map(({ length }) => length)
    expect(Math.max(...lengths)).toBe(2_000)
    expect(() => write(2_001)).toThrow(
      tooLong(2_001, 2_000, '2,001 characters in _headers, but Cloudflare Pages accepts at most 2,000'),
    )
  })

  test('writes 100 rules, and no more', () => {
    const write = (assets: number) =>
      staticHeaders({
        config: aHostedWidget().config,
        assets: Array.from({ length: assets }, (_, index) => `/${index}`),
      })
    // One for all paths, and one for each page.
    expect(write(cloudflareMaxRules - 3).match(/^\//gm)).toHaveLength(cloudflareMaxRules)
    expect(() => write(cloudflareMaxRules - 2)).toThrow(
      '_headers has 101 rules, one per file of the site, but Cloudflare Pages accepts at most 100.',
    )
  })
})

describe('nginxConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-limits-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Returns whether the nginx of this machine reads a header of this length. */
  function isReadByNginx(length: number): boolean {
    const config = join(folder, 'nginx.conf')
    const header = `add_header name "${'x'.repeat(length)}" always;`
    const lines = [
      `pid ${join(folder, 'pid')};`,
      'error_log stderr;',
      'events { }',
      'http {',
      'access_log off;',
      header,
      '}',
    ]
    writeFileSync(config, lines.join('\n'))
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
    return spawnSync('nginx', ['-t', '-p', folder, '-c', config], { env }).status === 0
  }

  test('writes the longest value that nginx accepts, and reports what to shorten in a longer one', () => {
    const { maxLength } = nginxValue
    expect([isReadByNginx(maxLength), isReadByNginx(maxLength + 1)]).toEqual([true, false])
    expect(nginxConfig(withPolicyOf(maxLength))).toContain('frame-ancestors')
    expect(() => nginxConfig(withPolicyOf(maxLength + 1))).toThrow(
      tooLong(4_094, 4_093, '4,094 characters in nginx.conf, but nginx accepts at most 4,093'),
    )
  })
})
