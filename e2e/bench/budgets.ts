export type Budget = {
  readonly name: string
  readonly most: number
  readonly unit: 'kB' | 'requests' | '×'
}

/**
 * Upper limits: a change here is a product decision. kB are 1000 B, minified and gzip -9; × is
 * the ratio of the medians of ours and of a peer measured in the same run.
 */
export const budgets = {
  hostSdk: { name: 'host SDK with all it depends on', most: 12.85, unit: 'kB' },
  provider: { name: 'host SDK: provider, on top', most: 1.7, unit: 'kB' },
  wagmi: { name: 'host SDK: connector for wagmi, with the provider, on top', most: 1.75, unit: 'kB' },
  react: { name: 'host SDK: hook for React, on top, without React', most: 0.6, unit: 'kB' },
  webSdk: { name: 'host SDK: driver for web-sdks, on top', most: 1, unit: 'kB' },
  verify: { name: 'host SDK: recovery of signatures, loaded on demand', most: 17, unit: 'kB' },
  doctor: { name: 'host SDK: doctor, loaded on demand', most: 7.2, unit: 'kB' },
  feedback: { name: 'host SDK: warnings for developers, loaded in development', most: 1.7, unit: 'kB' },
  scriptTag: { name: 'script tag: its file, on top of the host SDK', most: 1, unit: 'kB' },
  signInElement: { name: 'script tag: the element, a file of its own', most: 10.5, unit: 'kB' },
  widgetFirst: { name: 'widget: scripts before the first usable control', most: 24, unit: 'kB' },
  widgetWelcome: { name: 'widget: first screen of a trusted page, on top', most: 3.6, unit: 'kB' },
  widgetIdle: { name: "widget: scripts of a returning user's review, fetched while idle", most: 38, unit: 'kB' },
  widgetProblem: { name: 'widget: screens that explain an error, fetched while idle', most: 2.3, unit: 'kB' },
  widgetPasskeys: { name: 'widget: passkey ceremonies, fetched while idle', most: 2, unit: 'kB' },
  widgetSignIn: { name: 'widget: screens of signing in, fetched while idle', most: 3.4, unit: 'kB' },
  widgetRecovery: { name: 'widget: recovery of signatures, fetched while the user reads', most: 17, unit: 'kB' },
  widgetRegistrableDomain: { name: 'widget: Public Suffix List, fetched while idle', most: 51, unit: 'kB' },
  widgetStyles: { name: 'widget: styles', most: 3.2, unit: 'kB' },
  widgetRequests: { name: 'widget: requests before the first usable control', most: 3, unit: 'requests' },
  startCold: { name: 'frame inserted → first usable control, cold / a page of 1 kB', most: 2, unit: '×' },
  startWarm: { name: 'frame inserted → first usable control, warm / a page of 1 kB', most: 2, unit: '×' },
  paint: { name: 'preloaded: connect() → screen painted / a bare page in a dialog', most: 1.7, unit: '×' },
  call: { name: 'guarded call, round trip / comlink over a port', most: 1.3, unit: '×' },
} as const satisfies Readonly<Record<string, Budget>>
