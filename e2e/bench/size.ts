import { measureHostSdkSize, measureScriptSize } from './measureHostSdkSize.ts'
import { measureWidgetSize } from './measureWidgetSize.ts'
import { printTable } from './printTable.ts'

const sdk = '@openkey/host-sdk'

/**
 * Measures the sizes of everything that is shipped.
 * @returns whether all of it is within its budget
 */
export async function main(): Promise<boolean> {
  const {
    first,
    welcome,
    idle,
    signIn: signInScreens,
    problem,
    passkeys,
    recovery,
    registrableDomain,
    styles,
    requests,
  } = await measureWidgetSize()
  const { first: core, doctor, feedback } = await measureHostSdkSize(sdk)
  const onTop = async (entry: string) => (await measureHostSdkSize(sdk, `${sdk}/${entry}`)).first - core
  const { openkey, signIn } = await measureScriptSize()
  return printTable([
    { budget: 'hostSdk', value: core },
    { budget: 'provider', value: await onTop('provider') },
    { budget: 'wagmi', value: await onTop('wagmi') },
    { budget: 'react', value: await onTop('react') },
    { budget: 'webSdk', value: await onTop('web-sdk') },
    { budget: 'verify', value: await onTop('verify') },
    { budget: 'doctor', value: doctor },
    { budget: 'feedback', value: feedback },
    { budget: 'scriptTag', value: openkey - core },
    { budget: 'signInElement', value: signIn },
    { budget: 'widgetFirst', value: first },
    { budget: 'widgetWelcome', value: welcome },
    { budget: 'widgetIdle', value: idle },
    { budget: 'widgetSignIn', value: signInScreens },
    { budget: 'widgetProblem', value: problem },
    { budget: 'widgetPasskeys', value: passkeys },
    { budget: 'widgetRecovery', value: recovery },
    { budget: 'widgetRegistrableDomain', value: registrableDomain },
    { budget: 'widgetStyles', value: styles },
    { budget: 'widgetRequests', value: requests },
  ])
}
