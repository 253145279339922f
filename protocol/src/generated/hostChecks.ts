// Compiled from the schemas of the same names, see `compileChecks`.
import { either, list, matching, oneOf, optional, record, text, whole } from '../checks/checkKinds.ts'

const id = matching(/^[A-Za-z0-9_-]{16,64}$/)
const keyId = text(1, 128)
const address = matching(/^0x[0-9a-fA-F]{40}$/)
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

export const hostChecks = {
  hello: record({
    type: oneOf('openkey:hello'),
    versions: list(whole(1), 1, 16),
    build: text(0, 64),
    instance: id,
  }),
  inputs: {
    ready: record({
      channel: id,
      version: whole(1),
      approval: optional(oneOf('frame', 'window', 'repeats')),
    }),
    resize: record({ heightPx: whole(0, 4096) }),
    stage: record({
      requestId: id,
      name: oneOf('waiting', 'authenticating', 'reviewing', 'signing', 'done'),
    }),
    dismiss: record({ requestId: id }),
    offerWindow: record({ requestId: id }),
  },
  results: {
    connect: either(record({ ok: oneOf(true), value: record({ address, chainId: whole(1), keyId }) }), failure),
    signSiwe: either(
      record({
        ok: oneOf(true),
        value: record({
          signature: matching(/^0x[0-9a-f]{0,130}$/),
          address,
          keyId,
          message: text(0, 32768),
          bootstrap: record({
            status: oneOf('complete', 'skipped', 'pending', 'failed'),
            errorCode: optional(matching(/^[a-z_]{1,64}$/)),
          }),
        }),
      }),
      failure,
    ),
    cancel: done,
    disconnect: done,
    appearance: done,
    ping: done,
  },
}
