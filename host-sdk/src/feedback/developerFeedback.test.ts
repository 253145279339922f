import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { createHostSetup } from '../testing/createHostSetup.ts'
import { rejectionOf } from '../testing/rejectionOf.ts'
import { createFeedback } from './developerFeedback.ts'

const setup = createHostSetup()

function listen() {
  const warnings: string[] = []
  const feedback = async () => createFeedback((text) => warnings.push(text))
  return { warnings, feedback }
}

const blocked = { connect: () => Promise.reject(new OpenKeyError('frame_blocked', 'The widget did not start.')) }

describe('createFeedback', () => {
  test('warns once of a failure, with its code, its fix and its URL', async () => {
    const { warnings, feedback } = listen()
    const { openkey } = setup({ script: blocked, feedback, options: { debug: true } })
    const { docsPath } = (await rejectionOf(openkey.connect())) as OpenKeyError
    await expect.poll(() => warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^OpenKey: frame_blocked\. The widget did not start\.\nFix by the \w+/)
    expect(warnings[0]).toContain(docsPath)
  })

  test('warns once of a failure that passes through several calls', async () => {
    const { warnings, feedback } = listen()
    const { openkey } = setup({ script: blocked, feedback, options: { debug: true } })
    const auth = { prepareSessionForSigning: async () => ({ prepared: { siwe: '' }, keyId: '', jwk: {} }) }
    await rejectionOf(openkey.signIn({ ...auth, signInWithPreparedSession: async () => {} }))
    await expect.poll(() => warnings).toHaveLength(1)
  })

  test.for(['user_rejected', 'unauthorized', 'aborted', 'destroyed'] as const)('says nothing of %s', async (code) => {
    const warnings: string[] = []
    createFeedback((text) => warnings.push(text)).onFailure(new OpenKeyError(code, 'No.'))
    expect(warnings).toEqual([])
  })

  test('warns of an accent that the widget changes', async () => {
    const { warnings, feedback } = listen()
    const { openkey } = setup({ feedback, options: { appearance: { accent: '#000000' }, debug: true } })
    await openkey.connect()
    await expect
      .poll(() => warnings)
      .toEqual(['OpenKey: the accent #000000 is lightened in the dark theme, for contrast.'])
  })

  test.for([
    ['https://app.example', undefined, 0],
    ['https://app.example', true, 1],
    ['http://localhost:5173', undefined, 1],
    ['http://app.localhost', undefined, 1],
    ['http://localhost:5173', false, 0],
  ] as const)('on %s with debug %s, loads %i times', async ([origin, debug, count]) => {
    const { feedback } = listen()
    let loads = 0
    const load = () => {
      loads += 1
      return feedback()
    }
    const { openkey } = setup({ origin, feedback: load, options: debug === undefined ? {} : { debug } })
    await openkey.connect()
    expect(loads).toBe(count)
  })
})
