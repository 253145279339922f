// Compiled from the schemas of the same names, see `compileChecks`.
import { array, integer, oneOf, optional, pattern, record, string, union } from '../checks/checkKinds.ts'

const id = pattern(/^[A-Za-z0-9_-]{16,64}$/)
const keyId = string(1, 128)
const address = pattern(/^0x[0-9a-fA-F]{40}$/)
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

export const hostChecks = {
  hello: record({
    type: oneOf('openkey:hello'),
    versions: array(integer(1), 1, 16),
    build: string(0, 64),
    instance: id,
  }),
  inputs: {
    ready: record({
      channel: id,
      version: integer(1),
      approval: optional(oneOf('frame', 'window', 'repeats')),
    }),
    resize: record({ heightPx: integer(0, 4096) }),
    stage: record({
      requestId: id,
      name: oneOf('waiting', 'authenticating', 'reviewing', 'signing', 'done'),
    }),
    dismiss: record({ requestId: id }),
    offerWindow: record({ requestId: id }),
  },
  results: {
    connect: union(record({ ok: oneOf(true), value: record({ address, chainId: integer(1), keyId }) }), failure),
    account: union(record({ ok: oneOf(true), value: record({ address, chainId: integer(1), keyId }) }), failure),
    signSiwe: union(
      record({
        ok: oneOf(true),
        value: union(
          record({
            signature: pattern(/^0x[0-9a-f]{0,130}$/),
            address,
            keyId,
            message: string(0, 32768),
            bootstrap: record({
              status: oneOf('complete', 'skipped', 'pending', 'failed'),
              errorCode: optional(pattern(/^[a-z_]{1,64}$/)),
            }),
          }),
          record({
            removed: array(record({ resource: string(), ability: string() }), 0),
            expirationTime: optional(string(24, 24)),
          }),
        ),
      }),
      failure,
    ),
    cancel: done,
    disconnect: done,
    appearance: done,
    ping: done,
  },
}
