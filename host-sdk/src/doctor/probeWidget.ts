import type { ErrorDetails } from '@openkey/protocol'
import type { composeOpenKey } from '../composeOpenKey.ts'
import type { ConnectionRegistry } from '../connection/sharedConnection.ts'
import type { HostPage } from '../page/hostPage.ts'
import type { DiagnoseInput } from './doctor.ts'
import type { ProbeFailure, WidgetObservations } from './observations.ts'

/** No deployment supports this chain. A healthy widget rejects it before any other check, and shows no screen. */
const unsupportedChainId = Number.MAX_SAFE_INTEGER

/**
 * Calls the widget from a hidden frame of this page, opened by the real SDK. Shares the frame with no other instance,
 * and removes it afterwards.
 */
export async function probeWidget(
  { settings, page, clock, signal }: DiagnoseInput,
  compose: typeof composeOpenKey,
): Promise<WidgetObservations['probe']> {
  const { widgetOrigin, ...given } = settings
  const options = {
    ...given,
    presentation: 'dialog',
    container: undefined,
    chainId: unsupportedChainId,
  } as const
  const registry: ConnectionRegistry = []
  const connections = () => registry
  const openkey = compose({ options, page: withHiddenFrames(page), connections, clock, doctor: async () => [] })
  try {
    await openkey.connect({ signal, timeoutMs: 2 * options.connectTimeoutMs })
    return 'ok'
  } catch (error) {
    if (!isFailure(error)) throw error
    const { code, message, details } = error
    return code === 'chain_unsupported' ? 'ok' : { ...details, code, message }
  } finally {
    openkey.destroy()
  }
}

/** Checks the shape instead of the class, whose import would split the main bundle. */
function isFailure(error: unknown): error is ProbeFailure & { readonly details: ErrorDetails } {
  return error instanceof Error && 'code' in error
}

function withHiddenFrames(page: HostPage): HostPage {
  return {
    ...page,
    openFrame: (options) => ({ ...page.openFrame(options), show() {}, hide() {}, isVisible: () => true }),
  }
}
