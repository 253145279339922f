/**
 * Styles around the frame, for a constructable sheet inside its shadow root, which a page's strict CSP allows. The page can
 * style the frame itself, so required properties are `!important`: in a shadow tree, these take precedence over the page.
 * Must have no filter, backdrop-filter, opacity or running animation: they count as occlusion inside the frame.
 * A narrow screen gets a sheet at its bottom. Written tight, since it ships as it stands.
 */
export const frameStyles = `
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
::slotted(iframe){
all:initial!important;display:block!important;width:100%!important;height:var(--height,480px)!important;
min-height:240px!important;max-height:94dvh!important;border:0!important;color-scheme:normal!important}
@media (width<480px){dialog{margin-bottom:0;border-radius:16px 16px 0 0}}
`
