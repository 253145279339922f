import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint()
}, startTimeoutMs)
afterAll(() => endpoint.close())

type KeyAnswer = { readonly key: { readonly id: string; readonly keyIndex: number; readonly label: string } }

async function labelsOf(bearer: string, query = '') {
  const { body } = await endpoint.call('GET', `/api/keys${query}`, { bearer })
  return (body as { keys: { label: string }[] }).keys.map(({ label }) => label)
}

async function generate(bearer: string, body: object = {}) {
  const { body: answer } = await endpoint.call('POST', '/api/keys/generate', { bearer, body })
  return (answer as KeyAnswer).key
}

describe('keyRoutes', () => {
  test('generates keys in order, labelled by their index', async () => {
    const bearer = await endpoint.signIn('order@example.com')
    const answer = await endpoint.call('POST', '/api/keys/generate', { bearer, body: {} })
    expect(answer).toMatchObject({ status: 201 })
    expect(answer.body).toEqual({
      key: {
        id: expect.any(String),
        address: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
        publicKey: (answer.body as { key: { address: string } }).key.address,
        keyIndex: 1,
        label: 'Key 1',
        createdAt: expect.stringMatching(/Z$/),
      },
    })
    await generate(bearer, { label: 'Work' })
    expect(await labelsOf(bearer)).toEqual(['Key 0', 'Key 1', 'Work'])
  })

  test('gives concurrently generated keys distinct indexes', async () => {
    const bearer = await endpoint.signIn('parallel@example.com')
    const keys = await Promise.all(Array.from({ length: 5 }, () => generate(bearer)))
    expect(keys.map(({ keyIndex }) => keyIndex).sort()).toEqual([1, 2, 3, 4, 5])
  })

  test.each([{ label: '' }, { label: '  ' }, { label: null }])('labels a key by its index for %j', async (body) => {
    const bearer = await endpoint.signIn('unnamed@example.com')
    const { keyIndex, label } = await generate(bearer, body)
    expect(label).toBe(`Key ${keyIndex}`)
  })

  test.each([{ label: 7 }, { label: 'x'.repeat(101) }, { label: ' '.repeat(101) }])(
    'generates no key for %j',
    async (body) => {
      const bearer = await endpoint.signIn('misnamed@example.com')
      const answer = await endpoint.call('POST', '/api/keys/generate', { bearer, body })
      expect(answer).toMatchObject({ status: 400, body: { field: 'label' } })
      expect(await labelsOf(bearer)).toEqual(['Key 0'])
    },
  )

  test('S21: generates at most 32 keys for an account, including archived ones', async () => {
    const bearer = await endpoint.signIn('full@example.com')
    const { id } = await generate(bearer)
    await endpoint.call('POST', `/api/keys/${id}/archive`, { bearer })
    const answers = await Promise.all(
      Array.from({ length: 31 }, () => endpoint.call('POST', '/api/keys/generate', { bearer, body: {} })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(30)
    const refused = answers.find(({ status }) => status !== 201)
    expect(refused).toMatchObject({
      status: 409,
      body: { error: 'An account has at most 32 keys', code: 'limit_reached', limit: 32 },
    })
    const privateKey = new Uint8Array(32).fill(0x22)
    await expect(endpoint.importKey({ email: 'full@example.com', privateKey })).rejects.toThrow('at most 32 keys')
  })

  test('rejects a request without a JSON body', async () => {
    const bearer = await endpoint.signIn('nobody@example.com')
    expect((await endpoint.call('POST', '/api/keys/generate', { bearer })).status).toBe(400)
    expect(await labelsOf(bearer)).toEqual(['Key 0'])
  })

  test('archives a key, lists it separately and restores it', async () => {
    const bearer = await endpoint.signIn('archive@example.com')
    const { id } = await generate(bearer)
    const post = (action: string) => endpoint.call('POST', `/api/keys/${id}/${action}`, { bearer })

    expect(await post('archive')).toMatchObject({
      status: 200,
      body: { success: true, archivedAt: expect.any(String) },
    })
    expect(await labelsOf(bearer)).toEqual(['Key 0'])
    expect(await labelsOf(bearer, '?archived=true')).toEqual(['Key 1'])
    expect(await endpoint.call('GET', `/api/keys/${id}`, { bearer })).toMatchObject({
      status: 200,
      body: { key: { id, archivedAt: expect.any(String) } },
    })
    expect(await post('archive')).toMatchObject({ status: 404, body: { error: 'Key not found or already archived' } })
    expect(await post('unarchive')).toMatchObject({ status: 200, body: { success: true } })
    expect(await post('unarchive')).toMatchObject({ status: 404, body: { error: 'Key not found or not archived' } })
    expect(await labelsOf(bearer)).toEqual(['Key 0', 'Key 1'])
  })

  test('renames a key', async () => {
    const bearer = await endpoint.signIn('rename@example.com')
    const { id } = await generate(bearer)
    const answer = await endpoint.call('PATCH', `/api/keys/${id}`, { bearer, body: { label: 'Home' } })
    expect(answer).toMatchObject({ status: 200, body: { success: true } })
    expect(await labelsOf(bearer)).toEqual(['Key 0', 'Home'])
  })

  test.each([{ label: '' }, { label: 7 }, { label: 'x'.repeat(101) }, {}])('rejects the label in %j', async (body) => {
    const bearer = await endpoint.signIn('label@example.com')
    const { id } = await generate(bearer)
    expect(await endpoint.call('PATCH', `/api/keys/${id}`, { bearer, body })).toMatchObject({
      status: 400,
      body: { field: 'label' },
    })
  })

  test.each([
    ['GET', '', undefined, 'Key not found'],
    ['PATCH', '', { label: 'Mine' }, 'Key not found'],
    ['POST', '/archive', undefined, 'Key not found or already archived'],
    ['POST', '/unarchive', undefined, 'Key not found or not archived'],
    ['POST', '/sign', { message: 'hello' }, 'Key not found'],
  ])('responds with 404 for another user’s key: %s %s', async (method, action, body, error) => {
    const owner = await endpoint.signIn('owner@example.com')
    const { id } = await generate(owner)
    const bearer = await endpoint.signIn('other@example.com')
    const call = { bearer, ...(body && { body }) }
    expect(await endpoint.call(method, `/api/keys/${id}${action}`, call)).toMatchObject({
      status: 404,
      body: { error },
    })
  })

  test.each([
    ['GET', '/api/keys'],
    ['POST', '/api/keys/generate'],
    ['GET', '/api/keys/some-id'],
    ['PATCH', '/api/keys/some-id'],
    ['POST', '/api/keys/some-id/archive'],
    ['POST', '/api/keys/some-id/unarchive'],
    ['POST', '/api/keys/some-id/sign'],
  ])('rejects %s %s without a session', async (method, path) => {
    expect(await endpoint.call(method, path, method === 'GET' ? {} : { body: {} })).toMatchObject({
      status: 401,
      body: { error: 'Unauthorized' },
    })
  })
})
