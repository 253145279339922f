import { onTrusted } from '../parts/onTrusted.ts'
import { commonText } from '../text/en/commonText.ts'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Explains an error after its call has been settled. */
export function RefusedScreen({ screen: { error }, act }: ScreenProps<'refused'>) {
  const close = () => act({ type: 'dismissed', how: 'closed' })
  return (
    <FailureScreen
      error={error}
      onClose={close}
      actions={
        <button type="button" class="button" onClick={onTrusted(close)}>
          {commonText.close}
        </button>
      }
    />
  )
}
