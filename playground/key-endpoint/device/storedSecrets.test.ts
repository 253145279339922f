import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { deviceRequest, key, programToken, user } from '../database/schema.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { createDeviceRequests } from './deviceRequests.ts'
import { createProgramTokens } from './programTokens.ts'

const asked = { program: 'tinycloud-cli', deviceName: null, network: null }
const sealed = { sealingContext: Buffer.alloc(32), sealed: Buffer.alloc(61) }
const secret = new Uint8Array(32).fill(7)

let opened: OpenDatabase
let now = Date.now()
const clock = { now: () => now }
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
  const at = { createdAt: new Date(now), updatedAt: new Date(now) }
  await opened.database
    .insert(user)
    .values({ id: 'ada', name: '', email: 'ada@example.com', emailVerified: true, ...at })
  await opened.database
    .insert(key)
    .values({ id: 'key', userId: 'ada', address: '0x', keyType: 'MANAGED', keyIndex: 0, label: '', ...sealed, ...at })
}, startTimeoutMs)
afterAll(() => opened.close())

const stores = () => ({
  requests: createDeviceRequests({ database: opened.database, secrets: [secret], clock }),
  tokens: createProgramTokens({ database: opened.database, clock }),
})

describe('createDeviceRequests', () => {
  test('S7: the database contains neither device code nor user code', async () => {
    const { deviceCode, userCode } = await stores().requests.open(asked)
    const rows = JSON.stringify(await opened.database.select().from(deviceRequest))
    expect(rows).toContain(asked.program)
    for (const part of [deviceCode, userCode, userCode.replace('-', '')]) expect(rows).not.toContain(part)
  })

  test('accepts a user code that was hashed under the previous secret', async () => {
    const { userCode } = await stores().requests.open(asked)
    const { database } = opened
    const next = createDeviceRequests({ database, secrets: [new Uint8Array(32).fill(8), secret], clock })
    const without = createDeviceRequests({ database, secrets: [new Uint8Array(32).fill(8)], clock })
    expect(await without.find(userCode)).toBeUndefined()
    expect(await next.find(userCode)).toMatchObject(asked)
  })

  test('S21: deletes requests an hour after they have expired', async () => {
    const { requests } = stores()
    const { deviceCode } = await requests.open(asked)
    now += 600_000 + 3_600_000
    expect(await requests.poll(deviceCode, asked.program)).toEqual({ kind: 'expired' })
    now += 1
    await requests.open(asked)
    expect(await requests.poll(deviceCode, asked.program)).toEqual({ kind: 'unknown' })
    expect(await opened.database.$count(deviceRequest)).toBe(1)
  })
})

describe('createProgramTokens', () => {
  const input = { userId: 'ada', keyId: 'key', program: asked.program, deviceName: null, dpopThumbprint: 'thumbprint' }

  test('S7: the database contains no token', async () => {
    const { tokens } = stores()
    const token = await tokens.issue(input)
    const rows = JSON.stringify(await opened.database.select().from(programToken))
    expect(rows).toContain('"ada"')
    expect(rows).not.toContain(token)
    expect(JSON.stringify(await tokens.find(token))).not.toContain('Hash')
  })

  test('S21: an account has sixteen, and the oldest ends for another', async () => {
    const { tokens } = stores()
    const issued: string[] = []
    for (let count = 0; count < 17; count += 1) {
      now += 1_000
      issued.push(await tokens.issue(input))
    }
    expect(await tokens.list('ada')).toHaveLength(16)
    expect(await tokens.find(issued[0] ?? '')).toBeUndefined()
    expect(await tokens.find(issued[1] ?? '')).toMatchObject(input)
  })

  test('S21: deletes tokens a while after they have expired', async () => {
    const { tokens } = stores()
    const token = await tokens.issue(input)
    now += 604_800_000
    expect(await tokens.list('ada')).toEqual([])
    expect(await tokens.find(token)).toMatchObject(input)
    now += 604_800_000
    await tokens.issue(input)
    expect(await tokens.find(token)).toBeUndefined()
  })
})
