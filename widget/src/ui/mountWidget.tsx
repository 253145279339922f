import type { OpenKeyError } from '@openkey/protocol'
import { render } from 'preact'
import { ProblemScreen } from './screens/ProblemScreen.tsx'
import { WidgetView, type WidgetViewProps } from './WidgetView.tsx'

export type MountedWidget = {
  /** Draws at once: nothing here waits for an animation frame, which a hidden frame does not get. */
  show(props: WidgetViewProps): void
  /** The widget may not be used where it is. */
  showBlocked(error: OpenKeyError): void
}

export function mountWidget(root: HTMLElement): MountedWidget {
  return {
    show: (props) => render(<WidgetView {...props} />, root),
    showBlocked: (error) => render(<ProblemScreen error={error} />, root),
  }
}
