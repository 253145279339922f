import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { signInText } from '../text/en/signInText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Shown if a correct code is not sufficient, because a look-alike page could relay it (S17). */
export function CodeRefusedScreen({ screen: { required }, isFrame, act }: ScreenProps<'codeRefused'>) {
  const { title, body } = signInText.codeRefused[required]
  const window = isFrame && <WindowButton act={act} isPrimary={required === 'window'} />
  return (
    <Screen
      kind="centered"
      title={title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          {required === 'window' && window}
          <GuardedButton
            look={required === 'passkey' ? 'primary' : 'plain'}
            onPress={() => act({ type: 'passkeyChosen' })}
          >
            <Icon path={iconPaths.passkey} />
            {signInText.codeRefused.passkeyButton}
          </GuardedButton>
          <div class="pair">
            {required === 'passkey' && window}
            <CancelButton act={act} isQuiet />
          </div>
        </>
      }
    >
      <p class="text" role="status">
        {body}
      </p>
    </Screen>
  )
}
