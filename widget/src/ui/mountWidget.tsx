import type { OpenKeyError } from '@openkey/protocol'
import { render } from 'preact'
import { WidgetView, type WidgetViewProps } from './WidgetView.tsx'

export type MountedWidget = {
  /** Renders synchronously, because browsers do not run animation frames in hidden frames. */
  show(props: WidgetViewProps): void
  /** Shows why the widget cannot be used on this page. */
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
