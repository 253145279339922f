import type { Clock, OpenKeyError } from '@openkey/protocol'
import { type Curtain, createCurtain } from './calls/createCurtain.ts'
import { createRequests, type Requests } from './calls/createRequests.ts'
import { rejectedBy } from './calls/rejectedBy.ts'
import { checkWindows } from './checks/checkWindows.ts'
import type { Emit } from './events.ts'
import { createAutoLink } from './link/createAutoLink.ts'
import { createLink, type Link } from './link/createLink.ts'
import type { Settings } from './options.ts'
import type { HostPage } from './page/hostPage.ts'

/** What instances of the same widget, presentation and container share: one frame above all. */
export type Common = {
  readonly key: readonly unknown[]
  readonly page: HostPage
  readonly link: Link
  readonly curtain: Curtain
  readonly requests: Requests
  /** How each instance hears of what concerns all of them. */
  readonly members: Set<Emit>
}

/**
 * Joins the instances that share a frame, or becomes the first of them: a page may make one more with each mount of a
 * component, or load the SDK twice.
 */
export function joinCommon(page: HostPage, settings: Settings, clock: Clock, member: Emit): Common {
  const key = [settings.widgetUrl, settings.presentation, settings.container]
  const shared = page.commons.find((common) => key.every((part, index) => part === common.key[index]))
  const common = shared ?? assemble(key, page, settings, clock)
  if (shared === undefined) page.commons.push(common)
  common.members.add(member)
  return common
}

/** The last one to leave takes frame or window out of the page. */
export function leaveCommon(common: Common, member: Emit, error: OpenKeyError): void {
  const { page, members, link } = common
  members.delete(member)
  if (members.size > 0) return
  page.commons.splice(page.commons.indexOf(common), 1)
  link.drop(error)
}

function assemble(key: Common['key'], page: HostPage, settings: Settings, clock: Clock): Common {
  const members = new Set<Emit>()
  const curtain = createCurtain({ show: () => link.show(), hide: () => link.hide() })
  const create = settings.presentation === 'auto' ? createAutoLink : createLink
  const link: Link = create({
    page,
    settings,
    clock,
    onLeave: (how) => curtain.leave(rejectedBy(how)),
    onPresent(presented) {
      for (const tell of members) tell('presentation', presented)
    },
    handlers: {
      stage: (input) => requests.stage(input),
      dismiss: (input) => requests.dismiss(input),
      offerWindow() {
        checkWindows(page)
      },
    },
  })
  const requests = createRequests({ link, curtain, clock })
  return { key, page, link, curtain, requests, members }
}
