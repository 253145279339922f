/**
 * Styles around the frame, for a constructable sheet inside its shadow root, which a page's strict CSP allows. The page
 * can style the element and the frame in it, so what both need is `!important`: in a shadow tree, this takes precedence
 * over the page. The element passes nothing on that the page has set for what it contains; `all` leaves `direction` out.
 * Must have no filter, backdrop-filter, opacity or running animation: they count as occlusion inside the frame.
 * A narrow screen gets a sheet at its bottom. Written tight, since it ships as it stands.
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
