// After a release build: makes the scripts small, then names program, loader and
// stylesheet after what is in them. Trunk names the program after what the compiler
// made, before it is optimised; another optimiser would change the file and not its
// name, which browsers keep for a year.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR: folder } = process.env;
if (TRUNK_PROFILE === 'release') {
  const page = join(folder, 'index.html');
  let html = readFileSync(page, 'utf8');
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith('.js')) {
      execFileSync('esbuild', [file, '--minify', '--target=es2022', '--log-level=warning', '--allow-overwrite', `--outfile=${file}`]);
    }
    const [, stem, kind] = name.match(/^(groundwork|style)-[0-9a-f]+((?:_bg)?\.\w+)$/) ?? [];
    if (!stem) continue;
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
    const named = `${stem}-${digest}${kind}`;
    renameSync(file, join(folder, named));
    html = html.replaceAll(name, named);
  }
  writeFileSync(page, html);
}
