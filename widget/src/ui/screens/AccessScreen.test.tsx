import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import type { KeyEndpointSession } from '../../domain/access.ts'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import { readSignRequest } from '../../domain/request/readSignRequest.ts'
import { describeReview } from '../../domain/review/describeReview.ts'
import { aSessionMessage, aUserMessage, noon, ownSpace, signer, stranger } from '../../testing/aMessage.ts'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { AccessScreen } from './AccessScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

const boundOrigin = parseOrigin('https://app.example')
const att = { [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}] } }

function approved(message: string): ApprovedGrant {
  const { grant } = describeReview({ request: readSignRequest(message), boundOrigin, address: signer, now: noon })
  return { ...grant, approvedAt: noon }
}

function draw(grants: readonly ApprovedGrant[], sessions: readonly KeyEndpointSession[] = []): string {
  const access = { origins: [{ origin: boundOrigin, approvedAt: noon, grants }], sessions }
  const screen = {
    phase: 'access',
    access,
    isBusy: false,
    hasFailed: false,
  } as unknown as ScreenProps<'access'>['screen']
  const requester = { origin: boundOrigin, host: 'app.example', appName: undefined }
  return drawnTexts(<AccessScreen screen={screen} requester={requester} isFrame={false} act={() => {}} />)
    .map(({ text }) => text)
    .join('')
}

describe('AccessScreen', () => {
  test('S12: names the user who received permissions that an app asked for, by the whole address', () => {
    expect(draw([approved(aUserMessage(att))])).toContain(`Shared with another user, ${stranger} on chain 1`)
    expect(draw([approved(aSessionMessage(att))])).not.toContain('another user')
  })

  test('lists connected programs with the sessions', () => {
    const program = { program: 'TinyCloud command line', deviceName: 'laptop\u202e' }
    const text = draw([], [{ id: 'token', openedAt: noon, isCurrent: false, ...program }])
    expect(text).toContain('Program: TinyCloud command line')
    expect(text).toContain('Calls its device laptop⟨U+202E⟩')
  })
})
