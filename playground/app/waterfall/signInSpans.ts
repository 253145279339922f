import type { LogRecord } from '../log/logRecord.ts'

/** Something that the page has seen happen. Milliseconds since the epoch. */
export type Mark = {
  readonly name: 'opened' | 'pressed' | 'signedIn' | 'bootstrapEnded' | 'putStarted' | 'putEnded'
  readonly at: number
}

export type Span = {
  readonly name: string
  readonly what: string
  /** Milliseconds since the first span began. */
  readonly start: number
  readonly duration: number
}

export type Waterfall = {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly spans: readonly Span[]
}

type Moment = number | undefined

/**
 * Divides the last sign-in of a page into its steps, from the messages between page and widget and from what the page
 * has seen. Steps that have not ended are left out.
 */
export function signInSpans(records: readonly LogRecord[], marks: readonly Mark[]): Waterfall {
  const pressedAt = marks.findLast(({ name }) => name === 'pressed')?.at
  if (pressedAt === undefined) return { startedAt: 0, spans: [] }
  const hello = records.findLast(
    ({ at, name, verdict }) => at <= pressedAt && name === 'openkey:hello' && verdict === 'accepted',
  )?.at
  const opened = marks.findLast(({ name, at }) => name === 'opened' && at <= (hello ?? pressedAt))?.at
  const ready = firstAfter(hello, ({ kind, name }) => kind === 'call' && name === 'ready')
  const connect = firstAfter(pressedAt, ({ kind, name }) => kind === 'call' && name === 'connect')
  const account = firstAfter(connect ?? pressedAt, ({ kind, name }) => kind === 'reply' && name === 'connect')
  const asked = firstAfter(pressedAt, ({ kind, name }) => kind === 'call' && name === 'signSiwe')
  const approved = firstAfter(asked, isStage('signing'))
  const signed = firstAfter(asked, ({ kind, name }) => kind === 'reply' && name === 'signSiwe')
  const signedIn = markAfter('signedIn', pressedAt)
  const putStarted = markAfter('putStarted', signedIn)

  const spans = [
    span('Frame', 'the frame loads, until the widget says hello', opened, hello),
    span('Handshake', 'both sides agree on a channel', hello, ready),
    span('Account', 'the user signs in to OpenKey and shares an account', connect, account),
    span('Message', 'the app generates a session key and writes the message', account ?? pressedAt, asked),
    span('Review', 'the user reads and approves', asked, approved),
    span('Key endpoint', 'it signs and starts the bootstrap; the widget verifies', approved, signed),
    span(
      'Bootstrap',
      'the key endpoint creates the account, also after the signature',
      approved,
      markAfter('bootstrapEnded', approved),
    ),
    span('Activation', 'the node receives the session', signed, signedIn),
    span('First value', 'the node stores a value', putStarted, markAfter('putEnded', putStarted)),
  ].flatMap((found) => found ?? [])
  const startedAt = Math.min(...spans.map((each) => each.start))
  return { startedAt, spans: spans.map((each) => ({ ...each, start: each.start - startedAt })) }

  function firstAfter(from: Moment, matches: (record: LogRecord) => boolean): Moment {
    return from === undefined ? undefined : records.find((record) => record.at >= from && matches(record))?.at
  }
  function markAfter(wanted: Mark['name'], from: Moment): Moment {
    return from === undefined ? undefined : marks.find(({ name, at }) => name === wanted && at >= from)?.at
  }
}

function isStage(stage: string) {
  return ({ kind, name, content }: LogRecord) =>
    kind === 'call' &&
    name === 'stage' &&
    typeof content === 'object' &&
    content !== null &&
    'name' in content &&
    content.name === stage
}

function span(name: string, what: string, start: Moment, end: Moment): Span | undefined {
  if (start === undefined || end === undefined || end < start) return undefined
  return { name, what, start, duration: end - start }
}
