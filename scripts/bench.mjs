// `npm run bench`: every measurement under bench/, one after the other; `npm run bench server` those whose name begins so,
// with the options behind it.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [wanted = '', ...options] = process.argv.slice(2);
const files = readdirSync('bench').filter((file) => file.endsWith('.bench.mjs') && file.startsWith(wanted));
if (!files.length) {
  console.error(`There is no bench/${wanted}*.bench.mjs.`);
  process.exitCode = 2;
}
for (const file of files.sort()) {
  console.log(`— ${file}`);
  const {status} = spawnSync(process.execPath, ['--import', 'tsx', `bench/${file}`, ...options], {stdio: 'inherit'});
  if (status !== 0) process.exitCode = 1;
}
