import { describe, expect, test } from 'vitest'
import * as protocol from './index.ts'

describe('@openkey/protocol', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(protocol)).toMatchInlineSnapshot(`
      [
        "errorCodes",
        "isErrorCode",
        "isOpenKeyError",
        "OpenKeyError",
        "hostChecks",
        "widgetChecks",
        "readConnect",
        "readHello",
        "negotiateVersion",
        "protocolVersions",
        "isUrl",
        "missingApi",
        "isDomainOf",
        "isLoopback",
        "parseOrigin",
        "randomId",
        "readBounded",
        "maxSiweBytes",
        "anySignal",
        "systemClock",
        "startDeadline",
        "withDeadline",
        "callPolicy",
        "maxOpenCalls",
        "guardEndpoint",
        "maxMessageBytes",
        "maxMessageDepth",
        "toJsonValue",
        "openChannel",
        "replyPolicy",
      ]
    `)
  })
})
