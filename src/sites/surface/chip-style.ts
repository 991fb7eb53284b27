/**
 * How the chip looks: an opaque pill, so that it can be read on any header, in light and dark.
 *
 * Ink on ground is at least 4.5 : 1 (WCAG 2.2 AA) for each state and scheme; the ring sets the pill off from a header of its own colour.
 */

/** Height of the chip in px. */
export const CHIP_HEIGHT = 28;

export const CHIP_CSS = `
:host {
  all: initial !important;
  display: inline-flex !important;
  flex: 0 0 auto !important;
  align-self: center !important;
  vertical-align: middle !important;
  position: relative !important;
  max-width: 200px !important;
  height: ${CHIP_HEIGHT}px !important;
  margin-block: 0 !important;
  margin-inline: 0 8px !important;
  color-scheme: light dark !important;
  --ink: #333b46; --ground: #ffffff; --ring: #8b94a1;
}
button {
  all: unset;
  box-sizing: border-box;
  display: inline-flex;
  align-items: center;
  gap: 6px;
  min-width: ${CHIP_HEIGHT}px;
  max-width: 100%;
  height: ${CHIP_HEIGHT}px;
  padding: 0 11px 0 8px;
  border: 1px solid var(--ring);
  border-radius: ${CHIP_HEIGHT / 2}px;
  background: var(--ground);
  color: var(--ink);
  font: 600 13px/1.2 system-ui, sans-serif;
  cursor: pointer;
  user-select: none;
  -webkit-user-select: none;
  transition: box-shadow 120ms;
}
button:dir(rtl) { padding: 0 8px 0 11px; }
button:hover { box-shadow: inset 0 0 0 1px var(--ink); }
button:active { box-shadow: inset 0 0 0 2px var(--ink); }
button:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px; box-shadow: 0 0 0 1px var(--ground); }
svg { flex: none; width: 16px; height: 16px; fill: currentColor; }
.words { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button[data-narrow] { justify-content: center; width: ${CHIP_HEIGHT}px; padding: 0; }
button[data-narrow] .words { display: none; }
button[data-state='unverified'] { --ink: #7a4700; --ground: #fff3d9; --ring: #b98a3a; }
button[data-state='verified'] { --ink: #0f5c2b; --ground: #e3f5e8; --ring: #5d9e74; }
button[data-state='finished'] { --ink: #a3201a; --ground: #fde9e7; --ring: #cf7f79; }
button[data-state='locked'] { --ink: #555b64; --ground: #eef0f2; --ring: #969ca5; }
.tip {
  all: unset;
  box-sizing: border-box;
  position: fixed;
  max-width: 260px;
  padding: 5px 9px;
  border: 1px solid #596270;
  border-radius: 6px;
  background: #20252c;
  color: #ffffff;
  font: 13px/1.35 system-ui, sans-serif;
  pointer-events: none;
}
.tip:not(:popover-open) { display: none; }
.moving { opacity: 0; animation: dot 1200ms steps(1, end) infinite; }
.moving:nth-of-type(3) { animation-delay: 300ms; }
.moving:nth-of-type(4) { animation-delay: 600ms; }
@keyframes dot { 0%, 100% { opacity: 0; } 25%, 75% { opacity: 1; } }
@media (prefers-color-scheme: dark) {
  :host { --ink: #e6e9ee; --ground: #262b33; --ring: #7d8795; }
  button[data-state='unverified'] { --ink: #ffc865; --ground: #3b2c0a; --ring: #96752f; }
  button[data-state='verified'] { --ink: #86e2a3; --ground: #12341f; --ring: #4f8a63; }
  button[data-state='finished'] { --ink: #ffb3aa; --ground: #4a1d19; --ring: #a8605a; }
  button[data-state='locked'] { --ink: #b9bfc8; --ground: #2b2f35; --ring: #757d88; }
}
@media (prefers-reduced-motion: reduce) {
  button { transition: none; }
  .moving { animation: none; }
}
@media (forced-colors: active) {
  button { forced-color-adjust: auto; border-color: ButtonText; }
}
`;
