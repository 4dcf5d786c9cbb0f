// Runs the tests of the page: one browser for all files, two files at a time.
//   node tests/e2e/run.mjs [part of a file name …]
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { settings } from '../browser.mjs';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (!wanted.length || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name));

const browser = await chromium.launchServer(settings());
const tests = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
  stdio: 'inherit',
  env: { ...process.env, BROWSER: browser.wsEndpoint() },
});
tests.on('exit', async (code) => {
  await browser.close();
  process.exit(code ?? 1);
});
