import { type Checked, invalidField } from '../checks/check.ts'
import { OpenKeyError } from '../errors/openKeyError.ts'
import { widgetChecks } from '../generated/widgetChecks.ts'
import { inspectMessage } from '../wire/messageBounds.ts'

export type Connect = Checked<typeof widgetChecks.connect>

/**
 * Reads a window message. The caller has checked `event.source` before and checks `event.origin` and ports after.
 * @returns `undefined` for a message that names no channel; an `error` and the channel to report it on for any other
 * invalid `connect`
 */
export function readConnect(data: unknown): { connect: Connect; error?: OpenKeyError } | undefined {
  if (inspectMessage(data) !== undefined) return undefined
  if (widgetChecks.connect(data)) return { connect: data }
  const { type, instance, versions, channel } = Object(data)
  const connect = { type, instance, versions, channel, appName: '' }
  if (!widgetChecks.connect(connect)) return undefined
  const field = invalidField(widgetChecks.connect, data)
  const message = field ? `The connect message has an invalid ${field}.` : 'The connect message has an unknown member.'
  return { connect, error: new OpenKeyError('invalid_params', message, { details: field ? { field } : {} }) }
}

/** Color theme of the widget. `auto` follows the user's preference. */
export type Theme = 'light' | 'dark' | 'auto'

/** Corners of buttons, fields and notices. */
export type Radius = 'none' | 'small' | 'medium' | 'large'

/** Size of the controls, and space around them. */
export type Density = 'comfortable' | 'compact'

/** Fonts of the device. */
export type Font = 'system' | 'rounded' | 'serif'
