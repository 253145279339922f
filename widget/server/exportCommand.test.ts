import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { exportCommand } from './exportCommand.ts'

const folder = mkdtempSync(join(tmpdir(), 'openkey-export-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const config = {
  keyEndpointUrl: 'https://api.openkey.example',
  chains: [1],
  maxSessionLifetimeMs: 1_000,
  embedding: { allow: 'any' },
  build: 'test',
}
const good = file('good.json', JSON.stringify(config))
const wrong = file('wrong.json', JSON.stringify({ ...config, dpop: 'always' }))
const torn = file('torn.json', '{')
const origin = ['--origin', 'https://openkey.example']
const out = ['--out', join(folder, 'out')]

describe('exportCommand', () => {
  test('writes files for the given options', async () => {
    await exportCommand(['--config', good, ...origin, ...out, '--root', '/srv/openkey'])
    const text = readFileSync(join(folder, 'out', 'nginx.conf'), 'utf8')
    expect(text).toContain('root /srv/openkey;')
    expect(text).toContain('server_name openkey.example;')
  })

  test.each([
    ['Missing option --config', [...origin, ...out]],
    ['Missing option --origin', ['--config', good, ...out]],
    ['Missing option --out', ['--config', good, ...origin]],
    ['--quiet', ['--quiet']],
    ['torn.json as JSON', ['--config', torn, ...origin, ...out]],
    ['absent.json as JSON', ['--config', join(folder, 'absent.json'), ...origin, ...out]],
    ['Invalid "dpop"', ['--config', wrong, ...origin, ...out]],
  ])('rejects with “%s”', async (message, args) => {
    await expect(exportCommand(args)).rejects.toMatchObject({
      code: 'invalid_params',
      message: expect.stringContaining(message),
    })
  })
})
