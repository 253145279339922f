import { printTable } from './printTable.ts'
import { weighHostSdk } from './weighHostSdk.ts'
import { weighScripts } from './weighScripts.ts'
import { weighWidget } from './weighWidget.ts'

const sdk = '@openkey/host-sdk'

/**
 * Weighs what is shipped.
 * @returns whether all of it is within its budget
 */
export async function main(): Promise<boolean> {
  const {
    first,
    welcome,
    idle,
    signIn: signInScreens,
    recovery,
    registrableDomain,
    styles,
    requests,
  } = await weighWidget()
  const { first: core, onDemand: doctor } = await weighHostSdk(sdk)
  const onTop = async (entry: string) => (await weighHostSdk(sdk, `${sdk}/${entry}`)).first - core
  const { openkey, signIn } = await weighScripts()
  return printTable([
    { budget: 'hostSdk', value: core },
    { budget: 'provider', value: await onTop('provider') },
    { budget: 'webSdk', value: await onTop('web-sdk') },
    { budget: 'verify', value: await onTop('verify') },
    { budget: 'doctor', value: doctor },
    { budget: 'scriptTag', value: openkey - core },
    { budget: 'signInElement', value: signIn },
    { budget: 'widgetFirst', value: first },
    { budget: 'widgetWelcome', value: welcome },
    { budget: 'widgetIdle', value: idle },
    { budget: 'widgetSignIn', value: signInScreens },
    { budget: 'widgetRecovery', value: recovery },
    { budget: 'widgetRegistrableDomain', value: registrableDomain },
    { budget: 'widgetStyles', value: styles },
    { budget: 'widgetRequests', value: requests },
  ])
}
