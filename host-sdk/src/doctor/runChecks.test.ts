import { describe, expect, test } from 'vitest'
import type { Finding } from './finding.ts'
import type { PageObservations, WidgetObservations } from './observations.ts'
import { runChecks } from './runChecks.ts'

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

type Changes = { readonly page?: Partial<PageObservations>; readonly widget?: Partial<WidgetObservations> }

function check({ page, widget }: Changes = {}): readonly Finding[] {
  return runChecks({
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
        problem: 'The page uses neither https nor http on loopback, so browsers deny passkeys.',
        fix: 'Serve the page over https: https://app.example/notes',
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
          problem: `The widget does not accept ${new URL(pageUrl).hostname} as loopback, and supports http on loopback only.`,
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
          problem: `The page uses the scheme ${new URL(pageUrl).protocol}, and the widget supports only https, or http on loopback.`,
          fix: 'Serve the page over https, use the https scheme of your app shell, or sign in in the device’s browser.',
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
        problem: 'The page hides its body, which contains the widget: * { display: none !important }',
        fix: 'Show body before a call, for example by hiding its children instead.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'an insecure widget',
    widget: { url: 'http://openkey.example/', isSecure: false },
    findings: [
      { code: 'origin_not_allowed', fix: 'Serve the widget over https: data-widget="https://openkey.example/"' },
    ],
  },
  {
    name: 'a widget on the page’s own origin',
    page: { origin: 'https://openkey.example' },
    findings: [
      {
        code: 'origin_not_allowed',
        problem: 'The widget shares the page’s origin https://openkey.example, which would void its sandbox.',
        fix: 'Serve the widget from another origin, and set widgetUrl or data-widget to it.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a page in a sandbox without an origin',
    page: { origin: 'null' },
    widget: { probe: silent },
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
        problem: 'The page is inside a frame. The widget does not run two frames deep, but it runs in a window.',
        fix: "Open the page at top level, or set presentation: 'auto', which opens a window there.",
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
    widget: { probe: { code: 'nested_frame', message: 'Nested.' } },
    findings: [{ code: 'nested_frame', severity: 'error' }],
  },
  {
    name: 'a frame-src without the widget',
    page: csp("default-src 'self'; frame-src 'self' https://videos.example"),
    widget: { probe: silent },
    findings: [
      {
        code: 'frame_blocked',
        problem: "A policy of the page blocks the widget: frame-src 'self' https://videos.example",
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
        problem: "A policy of the page blocks the widget: child-src 'self'",
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
        problem: "A policy of the page blocks the widget: default-src 'self' 'unsafe-inline' 'nonce-abc'",
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
    page: { headers: undefined, violatedPolicies: ["default-src 'self'"] },
    findings: [
      {
        code: 'frame_blocked',
        fix: "Content-Security-Policy: default-src 'self'; frame-src 'self' https://openkey.example",
      },
    ],
  },
  {
    name: 'a policy that was both read and seen to refuse',
    page: { ...csp("default-src  'self'"), violatedPolicies: ["default-src 'self'"] },
    findings: [{ code: 'frame_blocked' }],
  },
  {
    name: 'a Permissions-Policy without passkeys',
    page: permissions('camera=(), publickey-credentials-get=(), publickey-credentials-create=(self)'),
    findings: [
      {
        code: 'passkey_unavailable',
        problem: 'A policy of the page denies the widget: publickey-credentials-get, publickey-credentials-create',
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
    page: { headers: undefined, deniedFeatures: ['publickey-credentials-get'] },
    findings: [{ code: 'passkey_unavailable', fix: passkeyFix, severity: 'error' }],
  },
  {
    name: 'an embedder that keeps passkeys from the page',
    page: { isNested: true, deniedFeatures: ['publickey-credentials-get', 'publickey-credentials-create'] },
    findings: [
      { code: 'nested_frame' },
      {
        code: 'passkey_unavailable',
        problem:
          'A policy of the embedding page denies the widget: publickey-credentials-get, publickey-credentials-create',
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
          'Cross-Origin-Opener-Policy: same-origin separates the widget’s windows from the page. A page that must be cross-origin isolated can use the frame only.',
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
        problem: 'The widget’s server separates its own windows from the page: Cross-Origin-Opener-Policy: same-origin',
        fix: 'Remove Cross-Origin-Opener-Policy from the responses of https://openkey.example.',
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
        fix: 'https://openkey.example must send Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin',
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
        problem: 'The browser stores nothing for this page, so users must sign in on every visit.',
        fix: 'Ask users to allow cookies and site data for app.example and openkey.example.',
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
        problem: 'The widget’s server does not respond at https://openkey.example/: ECONNREFUSED.',
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
        problem: 'https://openkey.example/ responds with status 404, expected 200.',
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
        problem: 'https://openkey.example/ responds with application/json, expected text/html.',
        fix: 'Content-Type: text/html; charset=utf-8',
      },
    ],
  },
  {
    name: 'a widget without a content type',
    widget: { response: { url, status: 200, headers: {} } },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'https://openkey.example/ responds with no content type, expected text/html.',
      },
    ],
  },
  {
    name: 'a widget that has moved',
    widget: { response: { ...served({}), url: 'https://widget.openkey.example/' } },
    findings: [
      {
        code: 'widget_unreachable',
        problem: 'https://openkey.example/ redirects to another origin, https://widget.openkey.example/.',
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
        problem: 'The widget’s policy blocks the page: frame-ancestors https://b.example',
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
        problem: 'The widget’s server blocks every other origin: X-Frame-Options: SAMEORIGIN',
        fix: 'Remove X-Frame-Options from the responses of https://openkey.example, and send Content-Security-Policy: frame-ancestors https://app.example',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that says itself that it does not admit the page',
    widget: { probe: { code: 'origin_not_allowed', message: 'Not admitted.' } },
    findings: [
      {
        code: 'origin_not_allowed',
        problem: 'The widget’s deployment does not allow https://app.example.',
        fix: 'Add https://app.example to embedding.allow of the widget’s deployment.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget of another time',
    widget: { probe: { code: 'version_mismatch', message: 'None.', expected: '1', received: '7, 9' } },
    findings: [
      {
        code: 'version_mismatch',
        problem: 'SDK and widget have no protocol version in common: the SDK supports 1, the widget 7, 9.',
        fix: 'Update the older one: npm install @openkey/host-sdk@latest, or the widget’s deployment.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget that is silent for no reason a browser tells',
    widget: { probe: silent },
    findings: [
      {
        code: 'frame_blocked',
        problem: 'The widget did not start in its frame, and no policy of the page blocks it.',
        fix: `${command} shows what its server sends. If the command finds nothing, a browser extension blocks the widget.`,
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
          'The page is not on this device, but its widget is: http://openkey.localhost:5174. Chrome and Edge ask the user first.',
        fix: 'Serve the widget and its key endpoint over https from a public address, or allow app.example to reach apps on this device (local network access) in the browser’s settings for the site.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a widget at the address of this device, which stays silent',
    widget: { url: 'http://127.0.0.1:5174/', origin: 'http://127.0.0.1:5174', probe: silent },
    findings: [{ code: 'frame_blocked', severity: 'error' }],
  },
  {
    name: 'a widget on this device, where its user has said no',
    page: { localNetwork: 'denied' },
    widget: here,
    findings: [
      {
        code: 'frame_blocked',
        problem: expect.stringContaining('The browser has denied that permission.'),
        severity: 'error',
      },
    ],
  },
  {
    name: 'a widget on this device that the browser lets nobody reach, and not that its server is down',
    page: { localNetwork: 'denied' },
    widget: { ...here, response: { failure: 'no connection' }, probe: silent },
    findings: [{ code: 'frame_blocked', problem: expect.stringContaining('denied'), severity: 'error' }],
  },
  {
    name: 'a widget on this device whose server is down, as its own process sees it',
    widget: { ...here, response: { failure: 'no connection' } },
    findings: [
      { code: 'widget_unreachable', severity: 'error' },
      { code: 'frame_blocked', severity: 'warning' },
    ],
  },
  {
    name: 'a widget on this device whose server is down, although the browser permits the connection',
    page: { localNetwork: 'granted' },
    widget: { ...here, response: { failure: 'no connection' } },
    findings: [{ code: 'widget_unreachable', severity: 'error' }],
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
        problem: expect.stringContaining(
          'A policy of the page forbids the connection: loopback-network, local-network-access',
        ),
        fix: 'Permissions-Policy: loopback-network=(self "http://openkey.localhost:5174"), local-network-access=(self "http://openkey.localhost:5174")',
        severity: 'error',
      },
    ],
  },
  {
    name: 'a key endpoint on this device',
    widget: { probe: 'ok', response: served(endpointHere) },
    findings: [
      {
        code: 'key_endpoint_unreachable',
        problem:
          'The page is not on this device, but the widget’s key endpoint is: http://api.openkey.localhost:5175. Chrome and Edge ask the user first.',
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
    widget: { probe: silent },
    findings: [{ code: 'passkey_unavailable' }, { code: 'storage_blocked' }, { code: 'frame_blocked' }],
  },
  {
    name: 'a widget that fails in a way of its own',
    widget: { probe: { code: 'internal', message: 'Something went wrong.' } },
    findings: [{ code: 'internal', problem: 'Something went wrong.', fix: command, severity: 'error' }],
  },
]

const well: readonly (Changes & { readonly name: string })[] = [
  { name: 'without any policy', widget: { probe: 'ok', response: served(bearing) } },
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
    widget: { probe: 'ok' },
  },
  { name: 'that takes a window, whatever it frames', page: { presentation: 'window', ...csp("frame-src 'none'") } },
  { name: 'that passes passkeys on', page: permissions(passkeyFix.replace('Permissions-Policy: ', '')) },
  {
    name: 'whose browser passes passkeys on',
    page: { ...permissions('publickey-credentials-get=()'), deniedFeatures: [] },
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
    widget: { ...here, probe: 'ok' },
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

describe('runChecks', () => {
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
  ])('reports the browser inside %s', ([app, userAgent]) => {
    expect(check({ page: { userAgent } })).toEqual([
      {
        code: 'in_app_browser',
        problem: `The page is shown inside ${app}, where passkeys are often missing and sign-ins are not kept.`,
        fix: 'Ask users to open https://app.example/notes in the browser of their device, for example by copying a link.',
        severity: 'warning',
      },
    ])
  })

  test.for([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0',
  ])('reports no in-app browser for %s', (userAgent) => {
    expect(check({ page: { userAgent } })).toEqual([])
  })

  test('reports all problems at once', () => {
    const page = { ...csp("frame-src 'none'"), hasStorage: false, isIsolated: true }
    expect(check({ page, widget: { probe: silent } }).map(({ code }) => code)).toEqual([
      'frame_blocked',
      'opener_severed',
      'storage_blocked',
    ])
  })
})
