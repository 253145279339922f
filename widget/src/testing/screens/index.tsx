import '../../ui/widget.css'
import { render } from 'preact'
import { applyAppearance } from '../../ui/applyAppearance.ts'
import { prefetchRegistrableDomain } from '../../ui/parts/RequesterTitle.tsx'
import { AccessScreen } from '../../ui/screens/AccessScreen.tsx'
import { ChoosePermissions } from '../../ui/screens/ChoosePermissions.tsx'
import { DeviceLeftScreen, DeviceScreen } from '../../ui/screens/DeviceScreen.tsx'
import { ProblemScreen } from '../../ui/screens/ProblemScreen.tsx'
import { ProgressScreen } from '../../ui/screens/ProgressScreen.tsx'
import { ReviewScreen } from '../../ui/screens/ReviewScreen.tsx'
import { SignInScreen } from '../../ui/screens/SignInScreen.tsx'
import { WelcomeScreen } from '../../ui/screens/WelcomeScreen.tsx'
import { setLanguage } from '../../ui/text/language.ts'
import { WidgetView } from '../../ui/WidgetView.tsx'
import { noon } from '../aMessage.ts'
import { account, choice, exampleDeviceScreens, exampleScreens } from './exampleScreens.ts'

const screens = { AccessScreen, ProblemScreen, ProgressScreen, ReviewScreen, SignInScreen, WelcomeScreen }
const noDevice = { async approve() {}, async decline() {}, async submitCode() {}, startOver() {}, signInAgain() {} }
const ignore = () => {}

/** Renders one component per name. */
function componentsOf(defaultSignIn: Parameters<typeof exampleScreens>[0]) {
  const { requester } = choice
  const inFrame = Object.entries(exampleScreens(defaultSignIn)).map(([name, screen]) => {
    const shown = screen.phase === 'review' ? screen.flow.review.requester : requester
    const isFrame = screen.phase !== 'access'
    return [
      name,
      () => <WidgetView screen={screen} requester={shown} isFrame={isFrame} act={ignore} screens={screens} />,
    ] as const
  })
  const onDevicePage = Object.entries(exampleDeviceScreens).map(
    ([name, screen]) =>
      [name, () => <DeviceScreen screen={screen} account={account} now={noon} act={noDevice} />] as const,
  )
  return new Map([
    ...inFrame,
    ['choose', () => <ChoosePermissions review={choice} onChosen={ignore} onBack={ignore} onClose={ignore} />] as const,
    ...onDevicePage,
    ['device-left', () => <DeviceLeftScreen onAgain={ignore} />] as const,
  ])
}

export type ShowScreenOptions = {
  readonly name: string
  readonly locale: string
  readonly theme: string
  readonly accent?: string | undefined
  readonly defaultSignIn: Parameters<typeof exampleScreens>[0]
}

/** Shows a screen with fixed data, in its final state, in this document. */
export async function showScreen({ name, defaultSignIn, ...look }: ShowScreenOptions): Promise<void> {
  await Promise.all([setLanguage([look.locale]), prefetchRegistrableDomain()])
  applyAppearance(document.documentElement, look)
  const draw = componentsOf(defaultSignIn).get(name)
  if (!draw) throw new Error(`There is no screen ${name}.`)
  render(draw(), document.body)
}

/** Names of all screens, in the order in which users meet them. */
export function screenNames(defaultSignIn: Parameters<typeof exampleScreens>[0]): readonly string[] {
  return [...componentsOf(defaultSignIn).keys()]
}
