// Same bytes for the same source: the clock of the page that draws stands still, and its dice start from the same
// place for every drawing. Mermaid rolls dice for ids and layouts, and draws a line at today's date.
(() => {
  "use strict";
  const Real = Date, now = Real.UTC(2026, 0, 1);
  class Fixed extends Real {
    constructor(...given) { if (given.length) super(...given); else super(now); }
    static now() { return now; }
  }
  globalThis.Date = Fixed;
  let state = 1;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  Math.random = next;
  crypto.getRandomValues = (array) => array.map((_, at) => (array[at] = next() * 4294967296));
  crypto.randomUUID = () => "00000000-0000-4000-8000-000000000000".replace(/0/g, () => Math.floor(next() * 16).toString(16));
  globalThis.resetDice = () => { state = 1; };
})();
