// `npm run release`: every step of a release but the last. It prints the version that the changesets lead to, builds and tests the
// package, packs it into release/ for the repository that `GITHUB_REPOSITORY` names, and has npm list the files that it would
// publish. The last step is .github/workflows/release.yml, which publishes this tarball.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {missingMembers, repositoryOf, type Manifest} from './repository.js';
import {stagePackage} from './stage.js';

function run(command: string, ...args: string[]): void {
  console.log(`\n> ${[command, ...args].join(' ').slice(0, 100)}`);
  const {status} = spawnSync(command, args, {stdio: 'inherit'});
  if (status) throw new Error('The release stops here.');
}

function release(): void {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest & {version: string};
  const repository = repositoryOf(process.env, manifest.version);
  if (!repository) {
    throw new Error(
      `package.json has no ${missingMembers(manifest).join(', ')}, and npm refuses the provenance of such a package. The release workflow fills them in from the repository that it runs in; here, name one: GITHUB_REPOSITORY=owner/name npm run release`,
    );
  }
  run('npx', '--no-install', 'changeset', 'status', '--verbose');
  run('npm', 'run', '--silent', 'build');
  run('npm', 'run', '--silent', 'size');
  run('npm', 'run', '--silent', 'test:package');
  const tarball = stagePackage('release', repository);
  run('npm', 'publish', tarball, '--dry-run', '--ignore-scripts', '--access', 'public');
  console.log(`\n${tarball} is what the release of ${repository.url} publishes.`);
}

try {
  release();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
