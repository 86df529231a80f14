import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Chinese and Latin, as files of one package: nothing is taken from the machine, so the picture is the same on each. */
const fontFiles = ['chinese-simplified', 'latin'].map(
  (subset) => `@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-400-normal.woff2`,
);

/** The family that the SVG must name. */
export const fontFamily = 'Noto Sans SC';

type Draw = (svg: string) => Uint8Array;
let drawing: Promise<Draw> | null = null;

/**
 * An SVG as PNG bytes, offline. The renderer (2.5 MB) and the fonts are loaded at the first picture and kept: about
 * 80 MB that a station that never asks for one never pays.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  drawing ??= load().catch((error: unknown) => {
    drawing = null;
    throw error;
  });
  return (await drawing)(svg);
}

async function load(): Promise<Draw> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fonts = await Promise.all(fontFiles.map((file) => readFile(require.resolve(file))));
  return (svg) => {
    const picture = new Resvg(svg, { font: { fontBuffers: fonts, defaultFontFamily: fontFamily } });
    try {
      return picture.render().asPng();
    } finally {
      picture.free();
    }
  };
}
