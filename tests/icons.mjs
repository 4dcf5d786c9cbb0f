// Draws the icons that must be PNG from public/icon.svg, into public/: run it when
// that has changed.
//   icon-192.png, icon-512.png  as it is
//   icon-maskable.png           to the edge, for systems that cut their own shape: what
//                               counts lies in the circle of four fifths of its width
//   apple-touch-icon.png        to the edge, and rounded by the system
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './browser.mjs';

const PUBLIC = join(import.meta.dirname, '../public');
const svg = readFileSync(join(PUBLIC, 'icon.svg'), 'utf8');
const GROUND = svg.match(/<rect[^>]*fill="([^"]+)"/)[1];

/** To the edge, with the drawing as large as this part of the width. */
function whole(part) {
  const edge = (32 / part - 32) / 2;
  const size = 32 / part;
  return svg.replace('viewBox="0 0 32 32"', `viewBox="${-edge} ${-edge} ${size} ${size}"`).replace(/<rect[^>]*>/, `<rect x="${-edge}" y="${-edge}" width="${size}" height="${size}" fill="${GROUND}"/>`);
}

const ICONS = [
  ['icon-192.png', 192, svg],
  ['icon-512.png', 512, svg],
  ['icon-maskable.png', 512, whole(0.8)],
  ['apple-touch-icon.png', 180, whole(1)],
];

const browser = await launch();
for (const [name, size, drawing] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing}`);
  await page.screenshot({ path: join(PUBLIC, name), omitBackground: true });
  await page.close();
}
await browser.close();
