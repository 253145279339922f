import { describe, expect, test } from 'vitest'
import { checkFacts } from './checkFacts.ts'
import type { PageFacts, WidgetFacts } from './facts.ts'
import type { Finding } from './finding.ts'

const html = { 'content-type': 'text/html; charset=utf-8' }
const url = 'https://openkey.example/'
const bearing = { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-resource-policy': 'cross-origin' }
const served = (headers: Record<string, string>, status = 200) => ({ url, status, headers: { ...html, ...headers } })
const csp = (policy: string) => ({ headers: { 'content-security-policy': policy } })
const permissions = (policy: string) => ({ headers: { 'permissions-policy': policy } })
const silent = { code: 'frame_blocked', message: 'Silence.' } as const
const here = { url: 'http://openkey.localhost:5174/', origin: 'http://openkey.localhost:5174' } as const
const endpointHere = {
  'content-security-policy': "default-src 'none'; connect-src http://api.openkey.localhost:5175",
}
const command = 'npx @openkey/host-sdk doctor https://app.example/notes --widget https://openkey.example/'

type Changes = { readonly page?: Partial<PageFacts>; readonly widget?: Partial<WidgetFacts> }

function check({ page, widget }: Changes = {}): readonly Finding[] {
  return checkFacts({
    page: { url: 'https://app.example/notes', origin: 'https://app.example', isSecure: true, headers: {}, ...page },
    widget: { url, origin: 'https://openkey.example', isSecure: true, ...widget },
  })
}

type Row = Changes & { readonly name: string; readonly findings: readonly Partial<Finding>[] }

const passkeyFix =
  'Permissions-Policy: publickey-credentials-get=(self "https://openkey.example"), publickey-credentials-create=(self "https://openkey.example")'

const broken: readonly Row[] = [
  {
    name: 'an insecure page',
    page: { url: 'http://app.example/notes', origin: 'http://app.example', isSecure: false },
    findings: [
      {
        code: 'insecure_context',
        problem: 'The page is neither https nor http on loopback, so that browsers give it no passkeys.',
        fix: 'Serve the page by https: https://app.example/notes',
        severity: 'error',
      },
    ],
  },
  ...['http://[::1]:8080/', 'http://127.0.0.2:8080/', 'http://localhost.:8080/', 'http://app.localhost.:8080/'].map(
    (pageUrl) => ({
      name: `a page at ${pageUrl}, which is secure to a browser`,
      page: { url: pageUrl, origin: new URL(pageUrl).origin },
      findings: [
        {
          code: 'origin_not_allowed' as const,
          problem: `The widget does not take ${new URL(pageUrl).hostname} for this machine, and answers http there only.`,
          fix: 'Open the page at http://localhost:8080/',
          severity: 'error' as const,
        },
      ],
    }),
  ),
  ...['capacitor://localhost/', 'tauri://localhost/', 'chrome-extension://abc/page.html', 'file:///app.html'].map(
    (pageUrl) => ({
      name: `a page at ${pageUrl}`,
      page: { url: pageUrl, origin: 'null' },
      findings: [
        {
          code: 'origin_not_allowed' as const,
          problem: `The page is at ${new URL(pageUrl).protocol}, and the widget answers pages of https, or of http on loopback, only.`,
          fix: 'Serve the page by https, in an app by the https scheme of its shell, or sign in in the device’s browser.',
          severity: 'error' as const,
        },
      ],
    }),
  ),
  {
    name: 'a page whose CSS hides the widget',
    page: { hiding: { element: 'body', rule: '* { display: none !important }' } },
    findings: [
      {
        code: 'presentation_unavailable',
        problem: 'The page hides everything in its body, and so the widget: * { display: none !important }',
        fix: 'Have body shown before a call, for example by hiding what is in it instead.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'an insecure widget',
    widget: { url: 'http://openkey.example/', isSecure: false },
    findings: [
      { code: 'origin_not_allowed', fix: 'Serve the widget by https: data-widget="https://openkey.example/"' },
    ],
  },
  {
    name: 'a widget on the page’s own origin',
    page: { origin: 'https://openkey.example' },
    findings: [
      {
        code: 'origin_not_allowed',
        problem:
          'The widget is on the page’s own origin https://openkey.example, where its sandbox would hold nothing back.',
        fix: 'Serve the widget from an origin of its own, and name that one in widgetUrl or data-widget.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a page in a sandbox without an origin',
    page: { origin: 'null' },
    widget: { answer: silent },
    findings: [
      {
        code: 'origin_not_allowed',
        fix: 'Content-Security-Policy: sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a page in a frame, where a window does',
    page: { isNested: true },
    findings: [
      {
        code: 'nested_frame',
        problem: 'The page is in a frame itself. Two frames deep the widget does not work; in a window it does.',
        fix: "Open the page at top level, or leave presentation: 'auto', which takes a window there.",
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a page in a frame, whose own policy has no say on windows',
    page: { isNested: true, headers: { 'cross-origin-opener-policy': 'same-origin' } },
    findings: [{ code: 'nested_frame' }],
  },
  {
    name: 'a page in a frame that wants a dialog',
    page: { isNested: true, presentation: 'dialog' },
    widget: { answer: { code: 'nested_frame', message: 'Nested.' } },
    findings: [{ code: 'nested_frame', severity: 'error' }],
  },
  {
    name: 'a frame-src without the widget',
    page: csp("default-src 'self'; frame-src 'self' https://videos.example"),
    widget: { answer: silent },
    findings: [
      {
        code: 'frame_blocked',
        problem: "A policy of the page refuses the widget: frame-src 'self' https://videos.example",
        fix: "Content-Security-Policy: default-src 'self'; frame-src 'self' https://videos.example https://openkey.example",
        severity: 'error',
      },
    ],
  },
  {
    name: 'a frame-src of nothing',
    page: csp("frame-src 'none'"),
    findings: [{ code: 'frame_blocked', fix: 'Content-Security-Policy: frame-src https://openkey.example' }],
  },
  {
    name: 'a child-src without the widget',
    page: csp("child-src 'self'"),
    findings: [
      {
        code: 'frame_blocked',
        problem: "A policy of the page refuses the widget: child-src 'self'",
        fix: "Content-Security-Policy: child-src 'self'; frame-src 'self' https://openkey.example",
      },
    ],
  },
  {
    name: 'a default-src without the widget',
    page: csp("default-src 'self' 'unsafe-inline' 'nonce-abc'"),
    findings: [
      {
        code: 'frame_blocked',
        problem: "A policy of the page refuses the widget: default-src 'self' 'unsafe-inline' 'nonce-abc'",
        fix: "Content-Security-Policy: default-src 'self' 'unsafe-inline' 'nonce-abc'; frame-src 'self' https://openkey.example",
      },
    ],
  },
  {
    name: 'two policies, of which the second refuses',
    page: csp("frame-src https:, frame-src 'self'"),
    findings: [{ code: 'frame_blocked', fix: "Content-Security-Policy: frame-src 'self' https://openkey.example" }],
  },
  {
    name: 'a policy in a meta element',
    page: { metaPolicies: ["img-src *; frame-src 'self'"] },
    findings: [
      {
        code: 'frame_blocked',
        fix: `<meta http-equiv="Content-Security-Policy" content="img-src *; frame-src 'self' https://openkey.example">`,
      },
    ],
  },
  {
    name: 'a policy that was seen to refuse, and is in no header that can be read',
    page: { headers: undefined, brokenPolicies: ["default-src 'self'"] },
    findings: [
      {
        code: 'frame_blocked',
        fix: "Content-Security-Policy: default-src 'self'; frame-src 'self' https://openkey.example",
      },
    ],
  },
  {
    name: 'a policy that was both read and seen to refuse',
    page: { ...csp("default-src  'self'"), brokenPolicies: ["default-src 'self'"] },
    findings: [{ code: 'frame_blocked' }],
  },
  {
    name: 'a Permissions-Policy without passkeys',
    page: permissions('camera=(), publickey-credentials-get=(), publickey-credentials-create=(self)'),
    findings: [
      {
        code: 'passkey_unavailable',
        problem: 'A policy of the page keeps from the widget: publickey-credentials-get, publickey-credentials-create',
        fix: passkeyFix,
        severity: 'error',
      },
    ],
  },
  {
    name: 'a Permissions-Policy that only keeps passkeys from being made',
    page: permissions('publickey-credentials-create=(self "https://bank.example"), publickey-credentials-get=*'),
    findings: [
      {
        code: 'passkey_unavailable',
        fix: 'Permissions-Policy: publickey-credentials-get=(*), publickey-credentials-create=(self "https://bank.example" "https://openkey.example")',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a browser that says the frame may not use passkeys',
    page: { headers: undefined, refusedFeatures: ['publickey-credentials-get'] },
    findings: [{ code: 'passkey_unavailable', fix: passkeyFix, severity: 'error' }],
  },
  {
    name: 'an embedder that keeps passkeys from the page',
    page: { isNested: true, refusedFeatures: ['publickey-credentials-get', 'publickey-credentials-create'] },
    findings: [
      { code: 'nested_frame' },
      {
        code: 'passkey_unavailable',
        problem:
          'A policy of the page around this one keeps from the widget: publickey-credentials-get, publickey-credentials-create',
        fix: '<iframe src="https://app.example/notes" allow="publickey-credentials-get *; publickey-credentials-create *">',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a page that severs its windows',
    page: { headers: { 'cross-origin-opener-policy': 'same-origin; report-to="coop"' } },
    findings: [
      {
        code: 'opener_severed',
        problem:
          'Cross-Origin-Opener-Policy: same-origin cuts the widget’s windows off. A page that has to be cross-origin isolated has its frame only.',
        fix: 'Cross-Origin-Opener-Policy: same-origin-allow-popups',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a page that severs the windows it asks for',
    page: { presentation: 'window', isIsolated: true },
    findings: [{ code: 'opener_severed', severity: 'error' }],
  },
  {
    name: 'a widget that severs itself',
    widget: { response: served({ 'cross-origin-opener-policy': 'same-origin' }) },
    findings: [
      {
        code: 'opener_severed',
        problem: 'The widget’s server cuts its own windows off: Cross-Origin-Opener-Policy: same-origin',
        fix: 'Take Cross-Origin-Opener-Policy out of what https://openkey.example sends.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'an isolated page, and a widget whose server does not go along',
    page: { headers: { 'cross-origin-embedder-policy': 'require-corp' } },
    widget: { response: served({}) },
    findings: [
      {
        code: 'frame_blocked',
        fix: 'https://openkey.example has to send Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin',
        severity: 'error',
      },
    ],
  },
  {
    name: 'blocked storage',
    page: { hasStorage: false },
    findings: [
      {
        code: 'storage_blocked',
        problem: 'The browser keeps nothing for this page, so that people sign in on each visit.',
        fix: 'Have people allow cookies and site data of app.example and openkey.example.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a widget that is not there',
    widget: { response: { failure: 'ECONNREFUSED' } },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'The widget’s server does not answer at https://openkey.example/: ECONNREFUSED.',
        fix: 'Start the server of https://openkey.example, or correct widgetUrl or data-widget.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that is not found',
    widget: { response: served({}, 404) },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'https://openkey.example/ answers 404.',
        fix: 'Serve the widget’s page at https://openkey.example/ with status 200, or correct widgetUrl or data-widget.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that is no page',
    widget: { response: served({ 'content-type': 'application/json' }) },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'https://openkey.example/ answers application/json, and no page.',
        fix: 'Content-Type: text/html; charset=utf-8',
      },
    ],
  },
  {
    name: 'a widget without a content type',
    widget: { response: { url, status: 200, headers: {} } },
    findings: [
      { code: 'widget_unreachable', problem: 'https://openkey.example/ answers without a content type, and no page.' },
    ],
  },
  {
    name: 'a widget that has moved',
    widget: { response: { ...served({}), url: 'https://widget.openkey.example/' } },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'https://openkey.example/ leads to another origin, https://widget.openkey.example/.',
        fix: `widgetUrl: 'https://widget.openkey.example/', or data-widget="https://widget.openkey.example/"`,
      },
    ],
  },
  {
    name: 'a widget whose policy admits others',
    widget: {
      response: served({ 'content-security-policy': "default-src 'none'; frame-ancestors https://b.example" }),
    },
    findings: [
      {
        code: 'origin_not_allowed',
        problem: 'The widget’s policy refuses the page: frame-ancestors https://b.example',
        fix: "Add https://app.example to embedding.allow of the widget’s deployment, which then sends Content-Security-Policy: default-src 'none'; frame-ancestors https://b.example https://app.example",
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget behind a proxy that refuses frames',
    widget: { response: served({ 'x-frame-options': 'SAMEORIGIN' }) },
    findings: [
      {
        code: 'origin_not_allowed',
        problem: 'The widget’s server refuses every other origin: X-Frame-Options: SAMEORIGIN',
        fix: 'Take X-Frame-Options out of what https://openkey.example sends, and send Content-Security-Policy: frame-ancestors https://app.example',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that says itself that it does not admit the page',
    widget: { answer: { code: 'origin_not_allowed', message: 'Not admitted.' } },
    findings: [
      {
        code: 'origin_not_allowed',
        problem: 'The widget’s deployment does not admit https://app.example.',
        fix: 'Add https://app.example to embedding.allow of the widget’s deployment.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget of another time',
    widget: { answer: { code: 'version_mismatch', message: 'None.', expected: '1', received: '7, 9' } },
    findings: [
      {
        code: 'version_mismatch',
        problem: 'SDK and widget share no version of the protocol: the SDK speaks 1, the widget 7, 9.',
        fix: 'Update the older one of the two: npm install @openkey/host-sdk@latest, or the widget’s deployment.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that is silent for no reason a browser tells',
    widget: { answer: silent },
    findings: [
      {
        code: 'frame_blocked',
        problem: 'The widget did not start in its frame, and no policy of the page is in its way.',
        fix: `${command} shows what its server answers. If all is well there, an extension of this browser blocks it.`,
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget on this device, for a page that is not',
    widget: here,
    findings: [
      {
        code: 'frame_blocked',
        problem:
          'The page is not on this device, and its widget is: http://openkey.localhost:5174. Chrome and Edge ask before they allow that.',
        fix: 'Serve the widget and its key endpoint by https from a public address, or allow app.example to reach apps on this device (local network access) in the browser’s settings for the site.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a widget at the address of this device, which stays silent',
    widget: { url: 'http://127.0.0.1:5174/', origin: 'http://127.0.0.1:5174', answer: silent },
    findings: [{ code: 'frame_blocked', severity: 'error' }],
  },
  {
    name: 'a widget on this device, where its user has said no',
    page: { localNetwork: 'denied' },
    widget: here,
    findings: [
      {
        code: 'frame_blocked',
        problem: expect.stringContaining('This browser was told not to allow that.'),
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget on this device that a policy of the page forbids',
    page: {
      localNetwork: 'granted',
      ...permissions('loopback-network=(), local-network-access=("https://b.example")'),
    },
    widget: here,
    findings: [
      {
        code: 'frame_blocked',
        problem: expect.stringContaining('A policy of the page forbids that: loopback-network, local-network-access'),
        fix: 'Permissions-Policy: loopback-network=(self "http://openkey.localhost:5174"), local-network-access=(self "http://openkey.localhost:5174")',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a key endpoint on this device',
    widget: { answer: 'well', response: served(endpointHere) },
    findings: [
      {
        code: 'key_endpoint_unreachable',
        problem:
          'The page is not on this device, and the widget’s key endpoint is: http://api.openkey.localhost:5175. Chrome and Edge ask before they allow that.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a key endpoint on this device that a policy of the page keeps from the frame',
    page: permissions('loopback-network=(self)'),
    widget: { response: served(endpointHere) },
    findings: [
      {
        code: 'key_endpoint_unreachable',
        fix: 'Permissions-Policy: loopback-network=(self "https://openkey.example")',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a silent widget on a page that has faults of no account',
    page: { hasStorage: false, ...permissions('publickey-credentials-get=()') },
    widget: { answer: silent },
    findings: [{ code: 'passkey_unavailable' }, { code: 'storage_blocked' }, { code: 'frame_blocked' }],
  },
  {
    name: 'a widget that fails in a way of its own',
    widget: { answer: { code: 'internal', message: 'Something went wrong.' } },
    findings: [{ code: 'internal', problem: 'Something went wrong.', fix: command, severity: 'error' }],
  },
]

const well: readonly (Changes & { readonly name: string })[] = [
  { name: 'without any policy', widget: { answer: 'well', response: served(bearing) } },
  {
    name: 'with a frame-src that names the widget',
    page: csp("default-src 'none'; frame-src https://openkey.example"),
  },
  { name: 'with policies that all let it in', page: csp('frame-src https:, default-src *, img-src x') },
  {
    name: 'with a policy that is only reported',
    page: { headers: { 'content-security-policy-report-only': "frame-src 'none'" } },
  },
  {
    name: 'whose policy we read otherwise than its browser',
    page: csp("frame-src 'none'"),
    widget: { answer: 'well' },
  },
  { name: 'that takes a window, whatever it frames', page: { presentation: 'window', ...csp("frame-src 'none'") } },
  { name: 'that passes passkeys on', page: permissions(passkeyFix.replace('Permissions-Policy: ', '')) },
  {
    name: 'whose browser passes passkeys on',
    page: { ...permissions('publickey-credentials-get=()'), refusedFeatures: [] },
  },
  {
    name: 'that lets its windows answer',
    page: { headers: { 'cross-origin-opener-policy': 'same-origin-allow-popups' } },
  },
  {
    name: 'that isolates itself, with a widget that goes along',
    page: { headers: { 'cross-origin-embedder-policy': 'credentialless' } },
    widget: { response: served(bearing) },
  },
  {
    name: 'on this device, with a widget there',
    page: { url: 'http://localhost:5173/', origin: 'http://localhost:5173', localNetwork: 'denied' },
    widget: { ...here, response: { ...served(endpointHere), url: here.url } },
  },
  {
    name: 'at another address of this device, with a widget there',
    page: { url: 'https://[::1]:5173/', origin: 'https://[::1]:5173' },
    widget: here,
  },
  { name: 'that may reach the widget on this device', page: { localNetwork: 'granted' }, widget: here },
  {
    name: 'whose widget on this device answers',
    page: { localNetwork: 'prompt' },
    widget: { ...here, answer: 'well' },
  },
  {
    name: 'whose policy lets it reach this device',
    page: { localNetwork: 'granted', ...permissions('loopback-network=(self), local-network-access=*') },
    widget: here,
  },
  {
    name: 'whose widget connects elsewhere',
    page: { localNetwork: 'denied' },
    widget: {
      response: served({ 'content-security-policy': "default-src 'none'; connect-src 'self' https://api.example" }),
    },
  },
  {
    name: 'that is admitted by policy, beside a header browsers then ignore',
    widget: { response: served({ 'content-security-policy': 'frame-ancestors https:', 'x-frame-options': 'DENY' }) },
  },
  { name: 'with an X-Frame-Options no browser knows', widget: { response: served({ 'x-frame-options': 'ALLOWALL' }) } },
]

describe('checkFacts', () => {
  test.for(broken)('names $name', ({ findings, ...changes }) => {
    expect(check(changes)).toEqual(findings.map((finding) => expect.objectContaining(finding)))
  })

  test.for(well)('has nothing against a page $name', (changes) => {
    expect(check(changes)).toEqual([])
  })

  test.for([
    ['Instagram', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Instagram 350.0 (iPhone)'],
    ['Facebook', 'Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]'],
    ['LINE', 'Mozilla/5.0 (iPhone) AppleWebKit/605 Safari Line/14.1'],
    ['WeChat', 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0'],
    ['X', 'Mozilla/5.0 (iPhone) AppleWebKit/605 Twitter for iPhone/10'],
    ['TikTok', 'Mozilla/5.0 (iPhone) AppleWebKit/605 musical_ly_35'],
    ['Snapchat', 'Mozilla/5.0 (iPhone) AppleWebKit/605 Snapchat/13.1'],
    ['LinkedIn', 'Mozilla/5.0 (iPhone) AppleWebKit/605 [LinkedInApp]/9.30'],
    ['Pinterest', 'Mozilla/5.0 (iPhone) AppleWebKit/605 [Pinterest/iOS] Pinterest/13'],
    ['the Google app', 'Mozilla/5.0 (iPhone) AppleWebKit/605 GSA/340.0 Safari/604'],
    ['another app', 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537 Version/4.0 Chrome/130'],
  ])('names the browser inside %s', ([app, userAgent]) => {
    expect(check({ page: { userAgent } })).toEqual([
      {
        code: 'in_app_browser',
        problem: `The page is shown inside ${app}, where passkeys are often missing and sign-ins soon forgotten.`,
        fix: 'Have people open https://app.example/notes in the browser of their device, for example by a link to copy.',
        severity: 'warning',
      },
    ])
  })

  test.for([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0',
  ])('takes %s for a browser', (userAgent) => {
    expect(check({ page: { userAgent } })).toEqual([])
  })

  test('names all that is wrong at once', () => {
    const page = { ...csp("frame-src 'none'"), hasStorage: false, isIsolated: true }
    expect(check({ page, widget: { answer: silent } }).map(({ code }) => code)).toEqual([
      'frame_blocked',
      'opener_severed',
      'storage_blocked',
    ])
  })
})
