import * as z from 'zod/mini'

const url = z.string().check(z.regex(/^https?:\/\/\S+$/))

const appConfigSchema = z.strictObject({
  appName: z.string().check(z.minLength(1), z.maxLength(64)),
  widgetUrl: url,
  nodeUrl: url,
  /** URL of the inbox for sign-in codes in development. */
  inboxUrl: url,
  /** Whether the widget trusts this page, so that users can approve everything in its frame. */
  isTrusted: z.boolean(),
  /** Origin of the same page under another hostname, which the widget trusts if it does not trust this one. */
  otherOrigin: url,
})

export type AppConfig = z.infer<typeof appConfigSchema>

/**
 * Reads the JSON element that the server writes into the page.
 * @throws when the page was served without it
 */
export function readAppConfig(page: Document): AppConfig {
  return appConfigSchema.parse(JSON.parse(page.getElementById('app-config')?.textContent ?? 'null'))
}
