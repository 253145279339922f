import type { OpenKeyError } from '@openkey/protocol'
import { render } from 'preact'
import { WidgetView, type WidgetViewProps } from './WidgetView.tsx'

export type MountedWidget = {
  /** Draws at once: nothing here waits for an animation frame, which a hidden frame does not get. */
  show(props: WidgetViewProps): void
  /** The widget may not be used where it is. */
  showBlocked(error: OpenKeyError): Promise<void>
}

export function mountWidget(root: HTMLElement): MountedWidget {
  return {
    show: (props) => render(<WidgetView {...props} />, root),
    async showBlocked(error) {
      const { FailureScreen } = await import('./screens/FailureScreen.tsx')
      render(<FailureScreen error={error} />, root)
    },
  }
}
