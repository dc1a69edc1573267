/** What the first page has besides the style of all pages. */
export const DASHBOARD_STYLE = `
[hidden]{display:none!important}
.by{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;padding:.75rem 1.25rem;margin:0 0 1.5rem;background:var(--pale);border-block-end:1px solid var(--line)}
.by label{display:grid;gap:.25rem;font-size:.875rem;color:var(--soft);flex:0 1 20rem;min-width:0}
.by select{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--paper);border:1px solid #6b7785;border-radius:4px;padding:.375rem .5rem;min-height:2.75rem;width:100%;min-width:0}
.by output{flex:1 1 16rem;font-size:.9375rem;padding-block-end:.5rem}
.jump{position:static}
.jump ul{list-style:none;margin:0 0 2rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
.jump a{display:block;padding:.375rem 0;min-height:1.5rem}
.todo p{margin:.5rem 0 0}
.keys{margin:0 0 2.5rem;table-layout:fixed;min-width:46rem}
.keys th:nth-child(1){width:38%}.keys th:nth-child(2){width:11%}.keys th:nth-child(3){width:17%}.keys th:nth-child(4){width:7%}.keys th:nth-child(5){width:8%}
.keys td{white-space:nowrap}
.keys td.draw{vertical-align:middle}
thead td{border-block:2px solid var(--blue);border-block-end-width:1px}
.keys thead .headNumber,.keys tbody th{min-width:0}
.keys .more th,.keys .id{color:var(--soft);font-size:.8125rem;font-weight:400}
.keys td.value{text-align:right;font-weight:700}
.keys td.held{text-align:right;color:var(--soft)}
.strip{position:relative;display:block;height:.875rem;background:linear-gradient(#d3dbe6,#d3dbe6) center/100% 1px no-repeat}
.strip i{position:absolute;top:.3125rem;height:.25rem;background:#8fb3d6;border-radius:2px}
.strip b{position:absolute;top:.125rem;width:.625rem;height:.625rem;border-radius:50%;background:#1f3a5f;margin-inline-start:-.3125rem}
.meter{position:relative;display:block;height:.75rem;min-width:6rem;background:#e3e9f1}
.meter i{display:block;height:100%;background:#2f6b9a}
.count{text-align:right;white-space:nowrap}
.level{font-weight:600}.level.error{color:#8c1d18}.level.warning{color:#6b4a00}.level.note{color:var(--soft)}
.fine{margin:0 0 2rem;padding:1rem 1.25rem;background:#e8f3ec;color:#134a29}
.links{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.5rem 2.5rem}
.links ul{list-style:none;margin:.5rem 0 0;padding:0}
.links a{display:block;padding:.375rem 0;min-height:1.5rem}
.links span{display:block;color:var(--soft);font-size:.8125rem}
section>h3{margin:1.5rem 0 .75rem}.chart{margin-block:1.5rem}.chart svg{max-width:60rem}
@media (max-width:40rem){.keys{min-width:0;font-size:.8125rem}.keys .draw{display:none}.keys th,.keys td{padding-inline:.25rem}.keys tbody .sublabel{padding-inline-start:.75rem}.keys th:nth-child(1){width:35%}.keys th:nth-child(2){width:22%}.keys th:nth-child(3){width:19%}.keys th:nth-child(4){width:11%}.keys th:nth-child(5){width:13%}.keys thead th{font-size:.75rem}.keys td.range{white-space:normal}}
@media print{.jump{display:none}.keys{min-width:0}.by label{display:none}.by{position:static;padding:0;background:none}.keys tr{break-inside:avoid}.links span{font-size:8pt}}
`;
