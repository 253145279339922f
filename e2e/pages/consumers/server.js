import { createOpenKey } from '@openkey/host-sdk'

const before = Object.keys(globalThis).length
export const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
openkey.preload()
console.log(Object.keys(globalThis).length - before, await openkey.connect().catch(({ code }) => code))
openkey.destroy()
