// `npm run demo -- vue`: installs and builds the application of one framework, starts it with the host application and the
// emulator, and prints its URL. Without a name it lists the applications.
import {join} from 'node:path';
import {appFolder, appNames, installApp, packPackage, run} from './framework-apps.ts';

const name = process.argv[2];
if (!name || !appNames.includes(name)) {
  console.error(`Which application? npm run demo -- ${appNames.join(' | ')}`);
  process.exit(2);
}
await packPackage();
console.log(`Installing and building demo/frameworks/${name} …`);
await installApp(name);
await run('npm', ['run', '--silent', 'build'], appFolder(name));
// Imported here: it imports the package's published entries, which may just have been built.
const {startDemo} = await import('../demo/host/start-demo.ts');
const port = (variable) => Number(process.env[variable] ?? 0);
const demo = await startDemo({
  staticFolder: join(appFolder(name), 'dist'),
  hostPort: port('PORT'),
  emulatorPort: port('EMULATOR_PORT'),
});
console.log(`${name}: ${demo.hostUrl} (emulator: ${demo.emulatorUrl}); Ctrl+C ends both.`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await demo.stop();
    process.exit(0);
  });
}
