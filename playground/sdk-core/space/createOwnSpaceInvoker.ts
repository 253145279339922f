import type { ActiveSession } from '../session/completeSignIn.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { HostOnDemand } from './createHostOnDemand.ts'
import type { SpaceInvoker } from './invokeIn.ts'
import { invokeIn } from './invokeIn.ts'

export type OwnSpaceInvokerOptions = {
  /** Returns the session to use. @throws {TinyCloudError} `not_signed_in`, `session_expired` */
  readonly requireSession: () => ActiveSession
  readonly spaceIdOf: (session: ActiveSession) => string
  readonly hostOnDemand: HostOnDemand
  readonly now: () => number
}

/** Creates an invoker for a space of the signed-in account. Has the space hosted when first needed. */
export function createOwnSpaceInvoker(options: OwnSpaceInvokerOptions): SpaceInvoker {
  const { requireSession, spaceIdOf, hostOnDemand, now } = options
  return async (operation, invokeOptions) => {
    const session = requireSession()
    const spaceId = spaceIdOf(session)
    const send = () => invokeIn({ ...session, spaceId, now: now() }, operation, invokeOptions)
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof TinyCloudError) || error.code !== 'space_not_hosted') throw error
      await hostOnDemand(session, spaceId, error)
      return send()
    }
  }
}
