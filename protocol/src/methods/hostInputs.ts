import * as z from 'zod/mini'
import { id, whole } from '../checks/fields.ts'

const requestId = id

/** Inputs of the methods the widget may call in the host. Only the host checks them. */
export const hostInputs = {
  /**
   * First message on the port: the widget has accepted the connection. From version 2 on, `approval` says where the user
   * approves requests: `frame`, always in the frame; `window`, in a window; `repeats`, in the frame for repeats only.
   */
  ready: z.strictObject({
    channel: id,
    version: whole(1),
    approval: z.optional(z.enum(['frame', 'window', 'repeats'])),
  }),
  /** Height the widget's content wants, in CSS pixels. */
  resize: z.strictObject({ heightPx: whole(0, 4096) }),
  /** Progress of a request. */
  stage: z.strictObject({ requestId, name: z.enum(['waiting', 'authenticating', 'reviewing', 'signing', 'done']) }),
  /** The user pressed Escape or the close button inside the frame: hide it. */
  dismiss: z.strictObject({ requestId }),
  /** The user wants to go on in a window; a host that no window could reach answers `opener_severed`. */
  offerWindow: z.strictObject({ requestId }),
} as const
