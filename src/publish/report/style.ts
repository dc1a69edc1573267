/** The one style sheet of a report: screen from a phone to a desk, and A4 paper; either direction of writing. It loads nothing. */
export const STYLE = `
:root{--ink:#1b2530;--soft:#465261;--blue:#1f3a5f;--link:#0b4f94;--pale:#eef2f7;--line:#d3dbe6;--amber:#5c3b00;--sand:#fff4d6;--paper:#fff;color-scheme:light}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 "Noto Sans","Noto Sans Arabic",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
:lang(ar){line-height:1.8}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid #b45309;outline-offset:2px;border-radius:2px}
.skip{position:absolute;inset-inline-start:1rem;top:-4rem;padding:.5rem 1rem;background:var(--paper);z-index:2}
.skip:focus{top:1rem}
.top{background:var(--blue);color:#fff}
.top>div{max-width:82rem;margin:0 auto;padding:3rem 1.5rem 2.5rem}
h1{margin:0;max-width:30ch;font-size:clamp(1.75rem,1.2rem + 2.4vw,2.75rem);line-height:1.2;font-weight:700;text-wrap:balance}
.top p{margin:.75rem 0 0;color:#dbe5f1}
.banner{background:var(--sand);color:var(--amber);font-weight:600;border-block-end:1px solid #e6cf8f}
.banner p{max-width:82rem;margin:0 auto;padding:.75rem 1.5rem}
.page{max-width:82rem;margin:0 auto;padding:2rem 1.5rem 4rem;display:grid;grid-template-columns:minmax(0,1fr);gap:2.5rem}
nav h2{margin:0 0 .5rem;font-size:.875rem;color:var(--soft);font-weight:600;border:0;padding:0}
nav ol{list-style:none;margin:0;padding:0;font-size:.9375rem}
nav li a{display:block;padding:.3rem 0;min-height:1.5rem;text-decoration:none}
nav li a:hover{text-decoration:underline}
main{min-width:0}
main>section{margin-block-end:3.5rem}
h2{margin:0 0 1.25rem;padding-block-end:.5rem;border-block-end:2px solid var(--blue);font-size:1.5rem;line-height:1.3;color:var(--blue);text-wrap:balance}
h3{margin:0;font-size:1.0625rem;line-height:1.4;color:var(--blue);text-wrap:balance}
p{margin:0 0 1rem;max-width:44rem}
.local{margin:0 0 2rem;padding-inline-start:1.25rem;font-size:.9375rem}
.figures{display:flex;flex-wrap:wrap;gap:1rem;margin:0 0 1.5rem}
.figures div{flex:1 1 10rem;padding:1rem 1.25rem;background:var(--pale);border-inline-start:4px solid var(--blue)}
.figures dt{font-size:.9375rem;color:var(--soft)}
.figures dd{margin:0;font-size:2rem;line-height:1.25;font-weight:700;color:var(--blue);font-variant-numeric:tabular-nums}
.todo{margin:0 0 2rem;padding:1rem 1.25rem;background:var(--sand);color:var(--amber)}
.todo h3{color:inherit;margin-block-end:.25rem}
.todo ul{margin:0;padding-inline-start:1.25rem}
.todo a{color:inherit}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:2rem 2.5rem;align-items:start;margin-block:1.5rem}
.block,figure,.plain{margin:0 0 2.5rem}
.block,figure{margin-block-start:2rem}
.pair .plain{margin:0}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:start;padding-block-end:.75rem}
caption>div{position:sticky;inset-inline-start:0;max-width:min(100%,calc(100vw - 3rem))}
caption p,figcaption p{margin:.125rem 0 0;color:var(--soft);font-size:.9375rem}
thead th{padding:.5rem .625rem;vertical-align:bottom;font-weight:600;color:var(--blue);border-block:2px solid var(--blue);border-block-end-width:1px;text-align:start;background:var(--paper)}
thead .headNumber{text-align:right;min-width:5.25rem}
thead .headMark,td.mark{text-align:center}
tbody th,td{padding:.4375rem .625rem;border-block-end:1px solid var(--line);vertical-align:top}
tbody th{text-align:start;font-weight:400;min-width:9rem;background:var(--paper)}
tbody .sublabel{padding-inline-start:1.5rem}
.key{display:none;position:absolute;z-index:1;inset-block-end:calc(100% - .5rem);inset-inline-start:.5rem;padding:.125rem .375rem;border:1px solid var(--line);background:var(--pale);font-size:.75rem;font-weight:400;direction:ltr;user-select:all}
tbody th:has(>.key){position:relative}
tbody th:hover>.key{display:block}
.wide:focus-visible .key{display:block;position:static;border:0;padding:0;background:none}
.datum:focus-visible::after{content:' ' attr(data-key);font-family:monospace;font-size:.75rem;direction:ltr;unicode-bidi:isolate}
tbody tr:hover>*{background:#f7f9fc}
.group th{font-weight:600;color:var(--blue);background:var(--pale)!important}
td.number,td.suppressed{text-align:right;white-space:nowrap}
td.suppressed,td.mark{color:var(--soft)}
td.mark{color:#7a4b00;font-weight:600}
td.number:nth-child(2){font-weight:600}
.plain td.number:nth-child(2){font-weight:400}
.notes{list-style:none;margin:.625rem 0 0;padding:0;max-width:52rem;font-size:.875rem;line-height:1.5;color:var(--soft)}
.notes .simulated{color:var(--amber);font-weight:600}
figcaption{margin-block-end:.75rem}
figure svg{display:block;width:100%;max-width:52rem;height:auto;direction:ltr}
details{margin-block-start:.5rem;font-size:.875rem;color:var(--soft)}
summary{cursor:pointer;color:var(--link);min-height:1.5rem}
.facts{display:grid;grid-template-columns:minmax(10rem,2fr) 3fr;margin:0 0 1.5rem;max-width:52rem;font-size:.9375rem}
.facts dt,.facts dd{margin:0;padding:.375rem 0;border-block-end:1px solid var(--line)}
.facts dt{color:var(--soft);padding-inline-end:1rem}
.method h3{margin:1.75rem 0 .5rem}
h4{margin:1.5rem 0 .5rem;font-size:1rem;color:var(--blue)}
h3.under{margin:2.25rem 0 .75rem;font-size:1.1875rem}
h3.under:not(:first-child){margin-block-start:2.5rem}
main p a,main li a{text-underline-offset:.15em}
a.datum,span.datum{color:inherit;text-decoration:underline dotted var(--soft)}
a.datum:hover{color:var(--link);text-decoration-style:solid}
mark.doubt{background:var(--sand);color:var(--amber);font-weight:600}
ul.prose,ol.prose{max-width:44rem;margin:0 0 1.25rem;padding-inline-start:1.5rem}
.prose li{margin-block-end:.375rem}
blockquote{max-width:44rem;margin:0 0 1.25rem;padding:.75rem 1.25rem;border-inline-start:4px solid var(--blue);background:var(--pale)}
blockquote p:last-child{margin:0}
.languages{list-style:none;display:flex;gap:1.25rem;margin:0 0 1.25rem;padding:0;font-size:.9375rem}
.languages a{color:#fff}
.languages span{font-weight:700}
nav .under{padding-inline-start:1rem;font-size:.875rem}
.wordy{margin-block-end:1.5rem}
footer{background:var(--pale);font-size:.875rem;color:var(--soft)}
footer>div{max-width:82rem;margin:0 auto;padding:2rem 1.5rem 3rem}
footer h2{font-size:1rem;border:0;padding:0;margin:0 0 .75rem}
footer .facts{font-size:.8125rem;margin:0}
footer dd{overflow-wrap:anywhere}
@media (min-width:64rem){.page{grid-template-columns:15rem minmax(0,1fr);gap:3.5rem}nav{position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);overflow-y:auto}}
@media (max-width:40rem){.top>div{padding:2rem 1.25rem 1.75rem}.page{padding:1.5rem 1.25rem 3rem}.banner p{padding-inline:1.25rem}table{font-size:.875rem}.block tbody th[scope=row],.block thead th:first-child{position:sticky;inset-inline-start:0;z-index:1;max-width:42vw;border-inline-end:1px solid var(--line)}figure .wide svg{max-width:none;width:36rem}.facts{grid-template-columns:1fr}.facts dt{border:0;padding-block-end:0}.facts dd{padding-block-start:0}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@page{size:A4;margin:18mm 16mm}
@media print{figure svg{width:auto;max-width:100%;max-height:143mm}nav ol{columns:2;column-gap:8mm}nav li a{padding:.5mm 0;min-height:0}.screen,nav li:has(>a[href^="#tables-"]){display:none}body{font-size:10pt;line-height:1.45}.skip,details,.languages,.todo a::after{display:none}a.datum,span.datum{text-decoration:none}.top{background:none;color:var(--ink)}.top>div,.banner p,footer>div{padding:0 0 5mm;max-width:none}h1{color:var(--blue);font-size:24pt}.top p{color:var(--soft)}.banner{background:none;border:1px solid var(--amber);margin-block-end:5mm}.banner p{padding:2mm 3mm}.page{display:block;padding:0;max-width:none}nav{margin-block-end:8mm}nav a,.local a{color:inherit}main>section{margin-block-end:8mm}h2,h3,caption,figcaption,.group{break-after:avoid}h2{font-size:15pt}.block,figure,.plain,.todo,.figures,tr,.notes{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}table{font-size:8.5pt}tbody th,td{padding:1mm 1.5mm}thead th{padding:1mm 1.5mm}thead .headNumber{min-width:0}tbody th{min-width:0}.notes{font-size:8pt}.facts{font-size:9pt}.facts dt,.facts dd{padding:1mm 0}caption p,figcaption p{font-size:9pt}h3{font-size:11pt}.figures dd{font-size:18pt}.pair{grid-template-columns:1fr 1fr;gap:5mm 8mm}a{text-decoration:none;color:inherit}footer{background:none;border-block-start:1px solid var(--line);padding-block-start:4mm}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
