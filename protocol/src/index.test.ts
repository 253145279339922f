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
        "missingApi",
        "isDomainOf",
        "isLoopback",
        "isUrl",
        "parseOrigin",
        "packageVersion",
        "randomId",
        "readBounded",
        "maxSiweBytes",
        "anySignal",
        "systemClock",
        "withDeadline",
        "callPolicy",
        "maxOpenCalls",
        "readCall",
        "readReply",
        "guardEndpoint",
        "maxMessageDepth",
        "maxMessageLength",
        "toJsonValue",
        "openChannel",
        "replyPolicy",
      ]
    `)
  })
})
