// Runs the tests of the page: one browser for all files, two files at a time.
//   node tests/e2e/run.mjs [part of a file name …]
// A file that fails is run once more, by itself: on a busy machine a browser
// may answer late. What fails again has failed; what does not is named.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { settings } from '../browser.mjs';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (!wanted.length || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name));

const browser = await chromium.launchServer(settings());
const env = { ...process.env, BROWSER: browser.wsEndpoint() };

/** Runs a file and prints what it says when it has ended; whether it passed. */
const run = (file) =>
  new Promise((done) => {
    const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env });
    let said = '';
    tests.stdout.on('data', (text) => (said += text));
    tests.stderr.on('data', (text) => (said += text));
    tests.on('exit', (code) => {
      console.log(`\n# ${basename(file)}\n${said}`);
      done(code === 0);
    });
  });

const failed = [];
const queue = [...files];
const work = async () => {
  for (let file = queue.shift(); file; file = queue.shift()) if (!(await run(file))) failed.push(file);
};
await Promise.all([work(), work()]);

const again = [];
for (const file of failed) if (!(await run(file))) again.push(file);
await browser.close();

const names = (list) => list.map((file) => basename(file)).join(', ');
const late = failed.filter((file) => !again.includes(file));
if (late.length) console.log(`Passed only when run again: ${names(late)}`);
if (again.length) console.log(`Failed: ${names(again)}`);
console.log(`${files.length - again.length} passed, ${again.length} failed`);
process.exit(again.length || !files.length ? 1 : 0);
