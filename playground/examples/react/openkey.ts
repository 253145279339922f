import { createOpenKey } from '@openkey/host-sdk'
import { TinyCloudWeb } from '@openkey/playground/web-sdk'

export const openkey = createOpenKey({ widgetUrl: import.meta.env.OPENKEY_WIDGET_URL, appName: 'Notes' })
export const tinycloud = new TinyCloudWeb({
  signer: openkey.signer,
  tinycloudHosts: [import.meta.env.TINYCLOUD_HOST],
})
