/** Colours are the system's own, so that they follow light, dark and high contrast. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 35%, Canvas); }
body { margin: 1.5rem; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif; }
p { max-width: 65ch; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid; outline-offset: 3px; }
table { border-collapse: collapse; }
caption { text-align: start; font-weight: 600; padding-block: 0.5rem; }
th, td { border: 1px solid var(--line); padding: 0.375rem 0.625rem; text-align: start; vertical-align: top; }
td.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.value { min-width: 9rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.scroll + table { margin-block-start: 1.5rem; }
@media print {
  @page { size: A4 landscape; margin: 1cm; }
  :root { color-scheme: light; }
  body { margin: 0; font-size: 9pt; }
  .scroll { overflow: visible; }
  .value { min-width: 0; }
  tr { break-inside: avoid; }
}
`;
