/**
 * Styles of the dialog, for a constructable sheet inside its shadow root: a page's strict CSP allows those.
 * Must have no filter, backdrop-filter, opacity or running animation: they count as occlusion inside the frame.
 */
export const dialogStyles = `
dialog {
  width: min(400px, 100vw - 2rem); max-width: none; max-height: none; padding: 0; border: 0; border-radius: 16px;
  overflow: hidden; background: light-dark(#fff, #1b1b1f); color: light-dark(#1b1b1f, #f4f4f6);
  box-shadow: 0 0 0 1px rgb(0 0 0 / .08), 0 24px 64px rgb(0 0 0 / .28);
}
dialog::backdrop { background: rgb(16 16 20 / .5); }
button {
  position: absolute; inset-block: 8px auto; inset-inline: auto 8px; width: 32px; padding: 0; border: 0;
  border-radius: 50%; background: none; color: inherit; font: 20px/32px system-ui; cursor: pointer;
}
button:hover { background: rgb(127 127 127 / .16); }
iframe {
  display: block; width: 100%; min-height: 240px; max-height: calc(100dvh - 2rem); border: 0; color-scheme: normal;
}
`

/** Keeps the page behind the dialog where it is: a gutter where there is no scrollbar to replace would move it. */
export const scrollLockStyles = (hasScrollbar: boolean) =>
  `:root { overflow: hidden;${hasScrollbar ? ' scrollbar-gutter: stable;' : ''} }`
