import type { OpenKeyError } from '@openkey/protocol'
import type { ComponentChildren } from 'preact'
import type { DeviceApp } from '../../app/device/createDeviceApp.ts'
import type { DeviceRequest, DeviceScreen as Shown } from '../../domain/deviceConnection.ts'
import { sanitizeNameForDisplay } from '../../domain/sanitizeForDisplay.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import { AccountChip } from '../parts/AccountChip.tsx'
import { Badge } from '../parts/Badge.tsx'
import { focusAndSelect } from '../parts/focusAndSelect.ts'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { describeDeviceFailure, isSignInNeeded } from '../text/describeDeviceFailure.ts'
import { deviceText } from '../text/en/deviceText.ts'
import { formatDate } from '../text/format.ts'
import { fillSlots } from '../text/phrase.ts'

export type DeviceScreenProps = {
  readonly screen: Shown
  readonly account: SelectedKey
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly act: Omit<DeviceApp, 'screen'> & { readonly signInAgain: () => void }
}

/** Connects a program: asks for its code, shows what it wants, and the result. */
export function DeviceScreen(props: DeviceScreenProps) {
  const { screen, act } = props
  switch (screen.step) {
    case 'code':
      return <CodeStep key="code" screen={screen} act={act} />
    case 'review':
      return <ReviewStep key="review" {...props} screen={screen} />
    case 'done':
      return <DoneStep key="done" screen={screen} act={act} />
  }
}

type StepProps<Step extends Shown['step']> = Omit<DeviceScreenProps, 'screen'> & {
  readonly screen: Extract<Shown, { readonly step: Step }>
}

function CodeStep({ screen: { isBusy, failure }, act }: Pick<StepProps<'code'>, 'screen' | 'act'>) {
  const submit = onTrusted((event: SubmitEvent) => {
    const form = event.currentTarget
    if (form instanceof HTMLFormElement) void act.submitCode(String(new FormData(form).get('code')).trim())
  })
  return (
    <Screen
      title={deviceText.code.title}
      hasOwnFocus
      actions={
        <button type="submit" form="device-form" class="button button-primary" aria-disabled={isBusy}>
          {isBusy ? deviceText.code.busy : deviceText.code.submit}
        </button>
      }
    >
      <form
        id="device-form"
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event)
        }}
      >
        <p class="text" id="device-hint">
          {deviceText.code.hint}
        </p>
        <label class="label" for="device-code">
          {deviceText.code.label}
        </label>
        <input
          ref={focusAndSelect}
          id="device-code"
          name="code"
          class="field"
          dir="ltr"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          maxLength={64}
          readOnly={isBusy}
          aria-describedby="device-hint device-warning device-failure"
          aria-invalid={failure !== undefined}
        />
        <p class="text text-small" id="device-warning">
          {deviceText.code.warning}
        </p>
        <Failure id="device-failure" failure={failure} act={act} />
      </form>
    </Screen>
  )
}

function ReviewStep({ screen: { request, isBusy, failure }, account, now, act }: StepProps<'review'>) {
  const text = deviceText.review
  return (
    <Screen
      title={text.title}
      actions={
        <>
          <GuardedButton isBusy={isBusy} onPress={() => void act.approve()}>
            {isBusy ? text.busy : text.submit}
          </GuardedButton>
          <button type="button" class="button" onClick={onTrusted(() => void act.decline())}>
            {text.decline}
          </button>
        </>
      }
    >
      <Failure failure={failure} act={act} />
      <dl class="facts" data-must-read>
        <Fact name={text.program}>
          <bdi class="strong">{sanitizeNameForDisplay(request.program, { maxLength: 64 })}</bdi>
        </Fact>
        {request.deviceName !== undefined && (
          <Fact name={text.device}>
            <bdi>{sanitizeNameForDisplay(request.deviceName, { maxLength: 64 })}</bdi>
          </Fact>
        )}
        <Fact name={text.network}>
          <span>{describeNetwork(request)}</span>
        </Fact>
        <Fact name={text.until}>
          <time>{formatDate(now + request.accessMs)}</time>
        </Fact>
        <Fact name={text.account}>
          <AccountChip signer={account} />
        </Fact>
      </dl>
      {request.isSameNetwork === false && (
        <p class="notice notice-bad" data-must-read>
          {text.otherNetworkWarning}
        </p>
      )}
      <p class="text" data-must-read>
        {text.rights}
      </p>
      <ul class="list" data-must-read>
        <li>{text.spaces}</li>
        <li>{text.secrets}</li>
        <li>{text.registry}</li>
      </ul>
      <p class="text text-small">{text.limits}</p>
    </Screen>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function describeNetwork({ network, isSameNetwork }: DeviceRequest) {
  const text = deviceText.review
  if (network === undefined) return text.unknownNetwork
  const shown = <bdi dir="ltr">{sanitizeNameForDisplay(network, { maxLength: 64 })}</bdi>
  return fillSlots(isSameNetwork ? text.sameNetwork : text.otherNetwork, { network: shown })
}

function DoneStep({ screen: { isConnected }, act }: Pick<StepProps<'done'>, 'screen' | 'act'>) {
  const text = deviceText.done
  return (
    <Screen
      kind="centered"
      title={isConnected ? text.connected : text.declined}
      actions={
        <button type="button" class="button" onClick={onTrusted(() => act.startOver())}>
          {text.another}
        </button>
      }
    >
      <Badge tone="calm">
        <Icon path={isConnected ? iconPaths.check : iconPaths.passkey} />
      </Badge>
      <p class="text">{isConnected ? text.connectedBody : text.declinedBody}</p>
    </Screen>
  )
}

type FailureProps = Pick<DeviceScreenProps, 'act'> & {
  readonly id?: string
  readonly failure: OpenKeyError | undefined
}

function Failure({ id, failure, act }: FailureProps) {
  return (
    <>
      <p id={id} class={failure ? 'notice notice-bad' : 'notice-empty'} role="status">
        {failure && describeDeviceFailure(failure)}
      </p>
      {failure && isSignInNeeded(failure) && (
        <button type="button" class="button button-quiet" onClick={onTrusted(() => act.signInAgain())}>
          {deviceText.signInAgain}
        </button>
      )}
    </>
  )
}

/** Shown after the user has left the sign-in. */
export function DeviceLeftScreen({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <Screen
      kind="centered"
      title={deviceText.left.title}
      actions={
        <button type="button" class="button button-primary" onClick={onTrusted(onAgain)}>
          {deviceText.left.again}
        </button>
      }
    >
      <p class="text">{deviceText.left.body}</p>
    </Screen>
  )
}
