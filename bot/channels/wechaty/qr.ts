import { renderSVG, renderUnicodeCompact } from 'uqr';

/** A QR payload as lines for a terminal, light on dark or dark on light alike. */
export function qrForTerminal(payload: string): string {
  return renderUnicodeCompact(payload, { border: 2 });
}

/** The same as an SVG picture for a page. */
export function qrAsSvg(payload: string): string {
  return renderSVG(payload, { border: 2 });
}
