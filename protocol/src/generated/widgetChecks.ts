// Compiled from the schemas of the same names, see `compileChecks`.
import { either, list, matching, oneOf, optional, record, text, whole } from '../checks/checkKinds.ts'

const id = matching(/^[A-Za-z0-9_-]{16,64}$/)
const keyId = text(1, 128)
const theme = oneOf('light', 'dark', 'auto')
const locale = matching(/^[A-Za-z0-9-]{2,35}$/)
const wireError = record({
  code: matching(/^[a-z_]{1,40}$/),
  message: text(0, 512),
  details: optional(
    record({
      how: optional(text(0, 256)),
      expected: optional(text(0, 256)),
      received: optional(text(0, 256)),
      field: optional(text(0, 256)),
      status: optional(whole(0)),
      retryAfterMs: optional(whole(0)),
    }),
  ),
})
const failure = record({ ok: oneOf(false), error: wireError })
const done = either(record({ ok: oneOf(true), value: oneOf(null) }), failure)

export const widgetChecks = {
  connect: record({
    type: oneOf('openkey:connect'),
    instance: id,
    versions: list(whole(1), 1, 16),
    channel: id,
    appName: text(0, 64),
    theme: optional(theme),
    locale: optional(locale),
  }),
  inputs: {
    connect: record({ requestId: id, chainId: whole(1) }),
    signSiwe: record({ requestId: id, message: text(), keyId: optional(keyId) }),
    cancel: record({ requestId: id }),
    disconnect: record({}),
    appearance: record({ theme: optional(theme), locale: optional(locale) }),
    ping: record({}),
  },
  results: { ready: done, resize: done, stage: done, dismiss: done, offerWindow: done },
}
