/** Legible on any shop's page, and touched by none of its styles. */
export const panelStyle = `
:host{all:initial!important;position:fixed!important;right:12px!important;bottom:12px!important;
z-index:2147483647!important;width:min(420px,calc(100vw - 24px))!important}
*{box-sizing:border-box}
section{display:flex;flex-direction:column;max-height:min(60vh,540px);border:1px solid #4b5563;border-radius:8px;
background:#111827;color:#f3f4f6;font:13px/1.45 system-ui,sans-serif;box-shadow:0 8px 24px rgb(0 0 0/.35);overflow:hidden}
header{display:flex;gap:8px;align-items:center;padding:4px 4px 4px 12px}
strong{flex:1;font-weight:600}
button,a{min-height:32px;padding:0 10px;border:0;border-radius:6px;background:none;color:#d1d5db;font:inherit;
line-height:32px;text-decoration:none;cursor:pointer}
button:hover,a:hover{background:#374151}
:focus-visible{outline:2px solid #93c5fd;outline-offset:-2px}
main{overflow:auto;overscroll-behavior:contain;border-top:1px solid #374151;padding:4px 12px 12px}
h2{margin:8px 0 2px;color:#9ca3af;font:600 12px/1.5 system-ui,sans-serif}
p{margin:2px 0;color:#d1d5db}
details{border-bottom:1px solid #1f2937}
summary{display:flex;gap:8px;padding:5px 0;cursor:pointer;overflow-wrap:anywhere}
summary::before{content:"▸";color:#9ca3af}
[open]>summary::before{content:"▾"}
summary span{flex:1}
summary em{color:#9ca3af;font-style:normal;text-align:right}
.yes em,li.yes{color:#6ee7b7}
li.no{color:#fca5a5}
ul{margin:2px 0 8px;padding:0;list-style:none;overflow-wrap:anywhere}
pre{margin:0 0 8px;white-space:pre-wrap;overflow-wrap:anywhere;color:#d1d5db;font:12px/1.45 ui-monospace,monospace}`;
