/** The look of the report, light and dark as the reader's system is, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #d9dde3; --text: #1b1f24; --quiet: #5b6470;
  --accent: #2f6fde; --good: #2c8a57; --fair: #a86b00; --bad: #c23b3b; --unknown: #9aa3ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1d2126; --line: #343b44; --text: #e7eaee; --quiet: #9ba5b1;
    --accent: #6ea0f5; --good: #58c08a; --fair: #e0a743; --bad: #ee7d7d; --unknown: #6b7581;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .25rem 0 .75rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1.25rem; margin: 1rem 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.tile b { display: block; font-size: 1.4rem; line-height: 1.3; }
.tile span { color: var(--quiet); font-size: .85rem; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.name { overflow-wrap: anywhere; min-width: 10rem; }
ol, ul { margin: 0; padding-left: 1.25rem; } li { margin: .4rem 0; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
svg .label { fill: var(--text); } svg .axis { stroke: var(--line); }
.fill-accent { fill: var(--accent); } .fill-good { fill: var(--good); } .fill-bad { fill: var(--bad); } .fill-unknown { fill: var(--unknown); }
.key { display: inline-block; width: .7rem; height: .7rem; border-radius: .15rem; margin: 0 .3rem 0 .9rem; }
.key:first-child { margin-left: 0; }
.key.fill-good { background: var(--good); } .key.fill-bad { background: var(--bad); } .key.fill-unknown { background: var(--unknown); }
.priority { font-size: .78rem; font-weight: 600; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; margin-left: .4rem; }
@media print { body { background: none; } section, .tile { break-inside: avoid; } }
`;
