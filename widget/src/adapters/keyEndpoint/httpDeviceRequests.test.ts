import { describe, expect, test } from 'vitest'
import { createMemorySessionStore } from '../storage/memorySessionStore.ts'
import { createHttpDeviceRequests } from './httpDeviceRequests.ts'
import { bearerAuth } from './proofOfPossession.ts'

/** The adapter in front of an endpoint that answers everything alike, and the requests it got. */
function answering(answer: object, status = 200) {
  const sent: unknown[] = []
  const requests = createHttpDeviceRequests({
    baseUrl: 'https://api.example',
    fetch: async (url, { method, body, headers } = {}) => {
      sent.push([`${method} ${url}`, JSON.parse(String(body)), new Headers(headers).get('authorization')])
      return Response.json(answer, { status })
    },
    proofOfPossession: bearerAuth,
    signInContext: { partition: createMemorySessionStore() },
    timeoutMs: 5_000,
  })
  return { requests, sent }
}

const asked = { program: 'TinyCloud command line', accessSeconds: 60 }

describe('createHttpDeviceRequests', () => {
  test('finds a request, without what the endpoint does not know', async () => {
    const unknown = { deviceName: null, network: null, isSameNetwork: null }
    const { requests, sent } = answering({ ...asked, ...unknown, more: 'ignored' })
    expect(await requests.find('t', 'WDJB-MJHT')).toEqual({ program: asked.program, accessMs: 60_000 })
    expect(sent).toEqual([['POST https://api.example/api/device/request', { userCode: 'WDJB-MJHT' }, 'Bearer t']])
  })

  test('finds a request with its device and network', async () => {
    const known = { deviceName: 'laptop', network: '192.0.2.7', isSameNetwork: false }
    const { requests } = answering({ ...asked, ...known })
    expect(await requests.find('t', 'code')).toEqual({ program: asked.program, accessMs: 60_000, ...known })
  })

  test('sends a decision once, and a gesture with it', async () => {
    const { requests, sent } = answering({ success: true })
    const gesture = { challengeToken: 'c', response: {} as AuthenticationResponseJSON }
    await requests.approve('t', { userCode: 'code', keyId: 'key' }, { gesture })
    await requests.decline('t', 'code')
    expect(sent).toEqual([
      ['POST https://api.example/api/device/approve', { userCode: 'code', keyId: 'key', gesture }, 'Bearer t'],
      ['POST https://api.example/api/device/deny', { userCode: 'code' }, 'Bearer t'],
    ])
  })

  test.each([
    [404, 'key_endpoint_rejected'],
    [429, 'rate_limited'],
    [401, 'session_expired'],
    [500, 'key_endpoint_unreachable'],
  ])('tells %i apart as %s', async (status, code) => {
    const { requests } = answering({ error: 'No' }, status)
    await expect(requests.find('t', 'code')).rejects.toMatchObject({ code })
  })

  test('calls an answer of another shape unreachable', async () => {
    const { requests } = answering({ ...asked, accessSeconds: -1 })
    await expect(requests.find('t', 'code')).rejects.toMatchObject({ code: 'key_endpoint_unreachable' })
  })
})
