/** An unexpected error in a log. It has no message, because messages quote what users sent and what tables hold. */
export type Failure = {
  /** Class names of the error and its causes, outermost first. */
  readonly error: string
  /** Code of the operating system, the database or the object store. */
  readonly errorCode?: string
  /** Where the error was created: its topmost frames. */
  readonly stack?: string
}

const maxCauses = 5
const maxFrames = 6

/** Describes an unexpected error without its message. */
export function describeFailure(thrown: unknown): Failure {
  const errors = causesOf(thrown)
  const code = errors.map((error) => Object(error).code).findLast((found) => typeof found === 'string')
  const root = errors.at(-1)
  const stack = root instanceof Error ? framesOf(root) : ''
  return {
    error: errors.map(nameOf).join(' < '),
    // A code is a short name. A longer text in its place may quote anything.
    ...(code !== undefined && /^\w{1,64}$/.test(code) && { errorCode: code }),
    ...(stack && { stack }),
  }
}

function causesOf(thrown: unknown): readonly unknown[] {
  const errors = [thrown]
  for (let { cause } = Object(thrown); cause instanceof Error && errors.length < maxCauses; { cause } = cause) {
    errors.push(cause)
  }
  return errors
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { name } = error.constructor
  return error.name === 'Error' && /^\w{1,64}$/.test(name) ? name : error.name
}

/** Returns the frames that follow the message, which may look like frames itself. */
function framesOf({ stack = '', message }: Error): string {
  const text = stack.replace(/^\w+(?: \[\w+\])?(?:: )?/, '')
  // The message may have changed since the stack was written.
  if (!text.startsWith(`${message}\n`)) return ''
  return text
    .slice(message.length)
    .split('\n')
    .filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line))
    .slice(0, maxFrames)
    .map((line) => line.trim())
    .join('\n')
}
