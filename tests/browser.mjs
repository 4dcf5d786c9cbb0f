// Finds Chromium and starts it the one way that every test and measurement does.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Quiet: it speaks to nobody but the page. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a browser: what its variable names, or the first of these in PATH. */
export function find(variable = 'CHROMIUM', names = NAMES, label = 'Chromium') {
  if (process.env[variable]) return process.env[variable];
  for (const name of names) {
    for (const folder of process.env.PATH.split(':')) {
      try {
        const path = join(folder, name);
        accessSync(path, constants.X_OK);
        return path;
      } catch {}
    }
  }
  throw new Error(`No ${label} found: install one, or name it in ${variable}`);
}

export const settings = (more = {}) => ({ executablePath: find(), args: FLAGS, ...more });
export const launch = (more) => chromium.launch(settings(more));

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(find());
