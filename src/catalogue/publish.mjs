// After a build: puts the whole catalogue beside the page, under the names that the
// page knows from the brief which it carries, and the schemas of a technology's file and of
// a whole catalogue.
//
// Cargo is asked for the very build that trunk has just made, so it compiles nothing
// and says where the build script has put the file. So it is the right one whatever
// the target folder, the profile and the folder of the data (GROUNDWORK_DATA) are.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR: folder } = process.env;
const build = ['build', '--locked', '--offline', '--quiet', '--message-format=json', '--bin=groundwork', '--features=web', '--target=wasm32-unknown-unknown'];
if (TRUNK_PROFILE === 'release') build.push('--release');
const said = execFileSync('cargo', build, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
const messages = said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
const { package_id } = messages.find(({ target }) => target?.name === 'groundwork');
const { out_dir } = messages.find((message) => message.reason === 'build-script-executed' && message.package_id === package_id);

const text = readFileSync(join(out_dir, 'catalogue.json'), 'utf8');
const name = `catalogue-${JSON.parse(text).version}`;
writeFileSync(join(folder, `${name}.json`), text);
copyFileSync(join(out_dir, 'catalogue.csv'), join(folder, `${name}.csv`));
for (const schema of ['technology.schema.json', 'catalogue.schema.json']) copyFileSync(join(out_dir, schema), join(folder, schema));
