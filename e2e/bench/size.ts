import { printTable } from './printTable.ts'
import { weighHostSdk } from './weighHostSdk.ts'
import { weighWidget } from './weighWidget.ts'

/**
 * Weighs what is shipped.
 * @returns whether all of it is within its budget
 */
export async function main(): Promise<boolean> {
  const { first, idle, recovery, styles, requests } = await weighWidget()
  return printTable([
    { budget: 'hostSdk', value: await weighHostSdk() },
    { budget: 'widgetFirst', value: first },
    { budget: 'widgetIdle', value: idle },
    { budget: 'widgetRecovery', value: recovery },
    { budget: 'widgetStyles', value: styles },
    { budget: 'widgetRequests', value: requests },
  ])
}
