// Compiled from the schemas of the same names, see `compileChecks`.
import { array, integer, oneOf, optional, pattern, record, string, union } from '../checks/checkKinds.ts'

const id = pattern(/^[A-Za-z0-9_-]{16,64}$/)
const keyId = string(1, 128)
const theme = oneOf('light', 'dark', 'auto')
const locale = pattern(/^[A-Za-z0-9-]{2,35}$/)
const style = pattern(/^#?[\w-]{1,35}$/)
const wireError = record({
  code: pattern(/^[a-z_]{1,40}$/),
  message: string(0, 512),
  details: optional(
    record({
      how: optional(string(0, 256)),
      expected: optional(string(0, 256)),
      received: optional(string(0, 256)),
      field: optional(string(0, 256)),
      status: optional(integer(0)),
      retryAfterMs: optional(integer(0)),
    }),
  ),
})
const failure = record({ ok: oneOf(false), error: wireError })
const done = union(record({ ok: oneOf(true), value: oneOf(null) }), failure)

export const widgetChecks = {
  connect: record({
    type: oneOf('openkey:connect'),
    instance: id,
    versions: array(integer(1), 1, 16),
    channel: id,
    appName: string(0, 64),
    theme: optional(theme),
    locale: optional(locale),
    accent: optional(style),
    radius: optional(style),
    density: optional(style),
    font: optional(style),
  }),
  inputs: {
    connect: record({ requestId: id, chainId: integer(1) }),
    account: record({ chainId: integer(1) }),
    signSiwe: record({
      requestId: id,
      message: string(),
      keyId: optional(keyId),
      canNarrow: optional(oneOf(true)),
    }),
    cancel: record({ requestId: id }),
    disconnect: record({}),
    appearance: record({
      theme: optional(theme),
      locale: optional(locale),
      accent: optional(style),
      radius: optional(style),
      density: optional(style),
      font: optional(style),
    }),
    ping: record({}),
  },
  results: { ready: done, resize: done, stage: done, dismiss: done, offerWindow: done },
}
