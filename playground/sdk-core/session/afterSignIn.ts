import { TinyCloudError } from '../tinyCloudError.ts'
import type { ClientSession } from './completeSignIn.ts'

/**
 * Runs during a sign-in, after the node's version was checked and before the session is sent to it. The session cannot
 * read or write yet.
 */
export type AfterSignInHook = {
  readonly run: (session: ClientSession) => void | Promise<void>
  /** `abort` fails the sign-in. A function receives the error, and the sign-in continues. @default 'abort' */
  readonly onFailure?: 'abort' | ((error: unknown) => void) | undefined
}

/**
 * Runs hooks one after the other, in their order.
 * @throws {TinyCloudError} `hook_failed`, with the hook's error as `cause`; later hooks do not run
 */
export async function runAfterSignIn(hooks: readonly AfterSignInHook[], session: ClientSession): Promise<void> {
  for (const [index, { run, onFailure = 'abort' }] of hooks.entries()) {
    try {
      await run(session)
    } catch (cause) {
      if (onFailure === 'abort') {
        throw new TinyCloudError('hook_failed', `The hook \`afterSignIn[${index}]\` failed, so nobody is signed in.`, {
          cause,
        })
      }
      onFailure(cause)
    }
  }
}
