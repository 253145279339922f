import { describe, expect, test } from 'vitest'
import { NodeError } from '../errors/nodeError.ts'
import { createRequestObserver, type RequestInfo, type ResponseReport } from './observeRequests.ts'

function observe(handle: (request: Request) => Promise<Response>, path = '/invoke') {
  const [responses, errors]: [ResponseReport[], [unknown, RequestInfo | undefined][]] = [[], []]
  const observer = createRequestObserver({
    onResponse: (report) => responses.push(report),
    onError: (error, request) => errors.push([error, request]),
  })
  const request = new Request(`http://localhost${path}`, { method: 'POST' })
  const response = observer.run(request, () => handle(request).catch((error) => observer.refuse(error, request)))
  return response.then((found) => ({ response: found, responses, errors }))
}

const id = expect.stringMatching(/^[0-9a-f]{32}$/)
const durationMs = expect.any(Number)

describe('createRequestObserver', () => {
  test('reports a response with the id that it carries', async () => {
    const { response, responses } = await observe(async () => new Response('ok'))
    const requestId = response.headers.get('TinyCloud-Trace-Id')
    expect(responses).toEqual([{ requestId, method: 'POST', route: '/invoke', status: 200, durationMs }])
    expect(requestId).toEqual(id)
  })

  test('reports the code of a refusal', async () => {
    const { responses, errors } = await observe(() => Promise.reject(new NodeError('rate_limited')))
    expect(responses).toMatchObject([{ status: 429, refusal: 'rate_limited' }])
    expect(errors).toEqual([])
  })

  test('reports an unexpected error with its request, and answers nothing about its cause', async () => {
    const cause = new TypeError('secret')
    const { response, responses, errors } = await observe(() => Promise.reject(cause))
    const requestId = response.headers.get('TinyCloud-Trace-Id')
    expect(errors).toEqual([[cause, expect.objectContaining({ requestId, method: 'POST', route: '/invoke' })]])
    expect(responses).toMatchObject([{ requestId, status: 500, refusal: 'internal' }])
    expect(await response.text()).toBe('Internal server error')
  })

  test.each([
    ['/peer/generate/tinycloud:pkh:eip155:1:0x19E7:default', '/peer'],
    ['/encryption/networks/urn:a:b/decrypt', '/encryption'],
    ['/delegation/status', '/delegation/status'],
    ['/invoked', 'unmatched'],
    ['/0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', 'unmatched'],
  ])('names no id of the path %s', async (path, route) => {
    expect((await observe(async () => new Response(null), path)).responses).toMatchObject([{ route }])
  })
})
