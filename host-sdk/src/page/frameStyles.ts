/**
 * Styles around the frame, for a constructable style sheet, which a strict CSP allows. The page can style the element
 * and the frame, so both are reset with `!important`, which takes precedence over the page in a shadow tree. `all` does
 * not reset `direction`. On a narrow screen, the dialog is a sheet at the bottom. Written compactly, because the build
 * does not minify it. Must not use filter, backdrop-filter, opacity or animations, which count as occlusion inside the
 * frame.
 */
export const frameStyles = `
:host{all:initial!important;direction:ltr!important;display:contents!important}
dialog,section{
padding:0;border:0;border-radius:16px;overflow:hidden;position:relative;background:light-dark(#fff,#1b1b1f)}
dialog{
position:fixed;width:400px;max-width:100%;max-height:none;box-shadow:0 0 0 1px #0002,0 24px 64px #0005}
dialog::backdrop{background:#101014a0}
button{
position:absolute;inset:8px 8px auto auto;width:32px;padding:0;border:0;border-radius:16px;background:0;
font:20px/32px system-ui;cursor:pointer}
button:hover{background:#8883}
.offer{position:static;width:88%;margin:64px 6% 24px;border:1px solid}
slot{display:block;height:480px;min-height:min(240px,100vh);max-height:94vh;max-height:94dvh}
::slotted(iframe){all:initial!important;display:block!important;width:100%!important;height:100%!important}
@media (width<480px){dialog{margin-bottom:0;border-radius:16px 16px 0 0}}
`
