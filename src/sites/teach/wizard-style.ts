/** How the wizard looks in the page: a card, and outlines around the parts. Ink on ground is at least 4.5 : 1 in both schemes. */
export const WIZARD_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  width: 100vw !important;
  height: 100vh !important;
  max-width: none !important;
  max-height: none !important;
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  overflow: hidden !important;
  background: transparent !important;
  pointer-events: none !important;
  color-scheme: light dark !important;
  --ink: #1b1e25; --quiet: #585f6d; --ground: #ffffff; --line: #858c9a; --hover: #eceef3;
  --accent: #2c5bc9; --on-accent: #ffffff; --mark: #2c5bc9; --missing: #8a4b00; --bad: #b3211c;
}
* { box-sizing: border-box; }
.outline {
  position: fixed;
  border: 2px solid var(--mark);
  border-radius: 6px;
  box-shadow: 0 0 0 1px #ffffff, inset 0 0 0 1px #ffffff;
}
.outline[data-kind='aim'] { border-style: dashed; }
.outline > span {
  position: absolute;
  z-index: 1;
  max-width: 180px;
  overflow: hidden;
  padding: 1px 7px;
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font: 600 12px/1.4 system-ui, sans-serif;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.outline[data-label='above'] > span { bottom: 100%; inset-inline-start: -2px; border-end-start-radius: 0; border-end-end-radius: 0; }
.outline[data-label='below'] > span { top: 100%; inset-inline-start: -2px; border-start-start-radius: 0; border-start-end-radius: 0; }
.outline[data-label='right'] > span { left: calc(100% + 4px); top: 50%; transform: translateY(-50%); }
.outline[data-label='left'] > span { right: calc(100% + 4px); top: 50%; transform: translateY(-50%); }
.card {
  position: fixed;
  z-index: 2;
  width: min(340px, calc(100vw - 24px));
  max-height: calc(100vh - 24px);
  overflow: hidden auto;
  overflow-wrap: anywhere;
  padding: 16px;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: var(--ground);
  box-shadow: 0 6px 24px rgb(0 0 0 / 30%);
  color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif;
  pointer-events: auto;
}
.card[data-corner^='top'] { top: 12px; }
.card[data-corner^='bottom'] { bottom: 12px; }
.card[data-corner$='start'] { inset-inline-start: 12px; }
.card[data-corner$='end'] { inset-inline-end: 12px; }
.card:focus { outline: 2px solid var(--accent); outline-offset: 1px; }
h1 { margin: 0; font-size: 16px; font-weight: 650; }
p { margin: 8px 0 0; }
.small { color: var(--quiet); font-size: 12px; }
.bad { color: var(--bad); }
ul { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; margin: 12px 0 0; padding: 0; list-style: none; }
button {
  min-height: 32px;
  padding: 5px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--ground);
  color: var(--ink);
  font: inherit;
  font-weight: 500;
  cursor: pointer;
}
button:hover { background: var(--hover); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button[data-look='primary'] { border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }
button:disabled { border-color: transparent; background: var(--hover); color: var(--quiet); cursor: default; }
.part { display: block; width: 100%; text-align: start; }
.part > span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.part > .found { color: var(--quiet); font-size: 12px; font-weight: 400; }
.part > .missing { color: var(--missing); font-size: 12px; font-weight: 600; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
[data-action='move'] { margin-inline-start: auto; border-color: transparent; color: var(--quiet); }
.card:not([data-asked='nothing']) { padding-block: 10px; }
.card:not([data-asked='nothing']) .choices { margin-top: 8px; }
.only-heard {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (max-width: 480px), (max-height: 560px) {
  .card { padding: 12px; }
  .card:not([data-asked='nothing']) h1 { display: none; }
  .card:not([data-asked='nothing']) h1 + p { margin: 0; }
  ul { grid-template-columns: repeat(2, minmax(0, 1fr)); margin-top: 8px; }
  .part { height: 100%; padding-inline: 10px; }
  .part > :first-child { white-space: normal; }
  .choices { margin-top: 8px; }
}
@media (prefers-color-scheme: dark) {
  :host {
    --ink: #e9ebf0; --quiet: #a4abb8; --ground: #1c2027; --line: #79818f; --hover: #2c323c;
    --accent: #3f6fdf; --on-accent: #ffffff; --mark: #8db0ff; --missing: #ffc766; --bad: #ff9d94;
  }
  .outline { box-shadow: 0 0 0 1px #14171c, inset 0 0 0 1px #14171c; }
}
@media (forced-colors: active) {
  .outline { border-color: Highlight; }
}
`;
