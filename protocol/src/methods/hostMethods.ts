import * as z from 'zod/mini'
import { id, integer } from '../checks/fields.ts'
import { command } from './method.ts'

/** Methods that the widget calls in the host. */
export const hostMethods = {
  ready: command(
    'First message on the port: the widget accepts the connection. From version 2 on, `approval` says where the user ' +
      'approves requests: `frame`, always in the frame; `window`, in a window; `repeats`, in the frame for repeats only.',
    z.strictObject({
      channel: id,
      version: integer(1),
      approval: z.optional(z.enum(['frame', 'window', 'repeats'])),
    }),
  ),
  resize: command(
    'Height of the content, in CSS pixels. The host keeps it within the viewport.',
    z.strictObject({ heightPx: integer(0, 4096) }),
  ),
  stage: command(
    'Progress of a request.',
    z.strictObject({
      requestId: id,
      name: z.enum(['waiting', 'authenticating', 'reviewing', 'signing', 'done']),
    }),
  ),
  dismiss: command(
    'The user pressed Escape or the close button inside the frame: hide it. The request stays open, and its result may ' +
      'arrive later.',
    z.strictObject({ requestId: id }),
  ),
  offerWindow: command(
    'Sent once, with the first `stage`: can a window of the widget reach this page? A host that is out of reach rejects ' +
      'with `opener_severed`. The widget asks ahead, because WebKit opens windows only during a press.',
    z.strictObject({ requestId: id }),
  ),
} as const
