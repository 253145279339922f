/** Styles of the element, for a constructable style sheet, which a strict CSP allows. */
export const signInStyles = `
:host { display: inline-block; color-scheme: light dark; font: 600 1rem/1.25 system-ui, sans-serif; }
:host([hidden]) { display: none; }
button {
  display: inline-flex; align-items: center; justify-content: center; gap: .625em; width: 100%; min-height: 44px;
  padding: .625em 1.25em; border: 1px solid transparent; border-radius: var(--openkey-radius, 10px); font: inherit;
  background: var(--openkey-background, light-dark(#1b1b1f, #f4f4f6)); color: var(--openkey-color, light-dark(#fff, #1b1b1f));
  cursor: pointer;
}
button:focus-visible { outline: 3px solid var(--openkey-focus, light-dark(#3b5bdb, #a5b4fc)); outline-offset: 2px; }
button:disabled { opacity: .5; cursor: default; }
button[aria-busy=true] { cursor: progress; }
[part=spinner] {
  width: 1em; height: 1em; border: 2px solid; border-block-start-color: transparent; border-radius: 50%;
  animation: turn 1s linear infinite;
}
[part=error] { margin: .5em 0 0; font-weight: 400; color: var(--openkey-error, light-dark(#b3261e, #ffb4ab)); }
[hidden] { display: none; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { [part=spinner] { animation: none; } }
`
