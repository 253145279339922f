import type { ActiveSession } from '../session/activeSession.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { HostOnDemand } from './createHostOnDemand.ts'
import { invokeIn } from './invokeIn.ts'
import type { SpaceInvoker } from './spaceInvoker.ts'

export type OwnSpaceInvokerOptions = {
  /** The session to use; throws `not_signed_in` or `session_expired`. */
  readonly requireSession: () => ActiveSession
  readonly spaceIdOf: (session: ActiveSession) => string
  readonly hostOnDemand: HostOnDemand
  readonly now: () => number
}

/** Works in a space of the signed-in account. One that nobody hosts yet is hosted when it is first needed. */
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
