import type { ErrorDetails } from '@openkey/protocol'
import type { composeOpenKey } from '../composeOpenKey.ts'
import type { HostPage } from '../page/hostPage.ts'
import type { Patient } from './doctor.ts'
import type { WidgetFacts, WidgetFailure } from './facts.ts'

/** No deployment serves it: a widget that is well says so before it looks at anything else, and shows nothing. */
const noChain = Number.MAX_SAFE_INTEGER

/**
 * How the widget answers from a frame of this page: the real one, opened by the real SDK, never shown, shared with
 * nobody, and gone afterwards.
 */
export async function knock(
  { settings, page, clock, signal }: Patient,
  compose: typeof composeOpenKey,
): Promise<WidgetFacts['answer']> {
  const options = { ...settings, presentation: 'dialog', container: undefined, chainId: noChain } as const
  const openkey = compose({ options, page: unseen(page), clock, doctor: async () => [] })
  try {
    await openkey.connect({ signal, timeoutMs: 2 * settings.connectTimeoutMs })
    return 'well'
  } catch (error) {
    if (!isFailure(error)) throw error
    const { code, message, details } = error
    return code === 'chain_unsupported' ? 'well' : { ...details, code, message }
  } finally {
    openkey.destroy()
  }
}

/** By its shape: to import the class of our errors would cut up the bundle of whoever never asks for a doctor. */
function isFailure(error: unknown): error is WidgetFailure & { readonly details: ErrorDetails } {
  return error instanceof Error && 'code' in error
}

function unseen(page: HostPage): HostPage {
  return {
    ...page,
    commons: [],
    openFrame: (options) => ({ ...page.openFrame(options), show() {}, hide() {}, isVisible: () => true }),
  }
}
