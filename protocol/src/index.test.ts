import { describe, expect, test } from 'vitest'
import * as protocol from './index.ts'

describe('@openkey/protocol', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(protocol)).toMatchInlineSnapshot(`
      [
        "anySignal",
        "callRules",
        "systemClock",
        "comlinkPipe",
        "readConnect",
        "directPipe",
        "errorCodes",
        "isErrorCode",
        "isOpenKeyError",
        "OpenKeyError",
        "hostChecks",
        "widgetChecks",
        "guardEndpoint",
        "readHello",
        "isUrl",
        "lackingApi",
        "maxMessageBytes",
        "maxMessageDepth",
        "maxOpenCalls",
        "maxSiweBytes",
        "openChannel",
        "isLoopback",
        "parseOrigin",
        "randomId",
        "replyRules",
        "settleOnce",
        "startDeadline",
        "toPlain",
        "negotiateVersion",
        "protocolVersions",
      ]
    `)
  })
})
