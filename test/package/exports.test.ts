import assert from 'node:assert/strict';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {packAndInstall, runIn, type Packed} from './packed.js';

describe('the entries, imported by Node', () => {
  let packed: Packed;
  before(async () => {
    packed = await packAndInstall();
  });
  after(() => packed.remove());

  const names = async (entry: string): Promise<string[]> =>
    JSON.parse(
      await runIn(packed.project, `console.log(JSON.stringify(Object.keys(await import('${entry}'))))`),
    ) as string[];

  test('cube-embed exports the class and the errors without a DOM', async () => {
    assert.deepEqual(await names('cube-embed'), ['CubeEmbedElement', 'CubeEmbedError', 'errorCodes']);
  });

  test('cube-embed/element registers nothing', async () => {
    assert.deepEqual(await names('cube-embed/element'), ['CubeEmbedElement', 'CubeEmbedError', 'errorCodes']);
    const registered = (entry: string): Promise<string> =>
      runIn(
        packed.project,
        `const tags = [];
         globalThis.customElements = {get() {}, define(tag) { tags.push(tag); }};
         await import('${entry}');
         console.log(tags.join());`,
      );
    assert.equal(await registered('cube-embed/element'), '');
    assert.equal(await registered('cube-embed'), 'cube-embed');
  });

  test('cube-embed/server exports the handlers and the client', async () => {
    for (const name of ['createSessionHandler', 'createCubeClient', 'toNodeHandler', 'HttpError', 'CubeApiError']) {
      assert.ok((await names('cube-embed/server')).includes(name), name);
    }
  });

  test('cube-embed/emulator answers a request', async () => {
    const answer = await runIn(
      packed.project,
      `import {createEmulator} from 'cube-embed/emulator';
       const answer = await createEmulator().fetch(new Request('http://localhost/api/v1/embed/generate-session', {method: 'POST'}));
       console.log(answer.status);`,
    );
    assert.equal(answer, '401');
  });

  test('npx cube-embed prints its usage', async () => {
    const help = await runIn(
      packed.project,
      `import {spawnSync} from 'node:child_process';
       console.log(spawnSync('npx', ['--offline', 'cube-embed', '--help'], {encoding: 'utf8'}).stdout);`,
    );
    assert.match(help, /emulator/);
  });

  test('cube-embed/react exports the component where React is installed', async () => {
    cpSync('node_modules/react', join(packed.project, 'node_modules/react'), {recursive: true});
    assert.deepEqual(await names('cube-embed/react'), ['CubeEmbed']);
    for (const file of ['react.js', 'node/react.js']) {
      const code = readFileSync(join(packed.project, 'node_modules/cube-embed/dist', file), 'utf8');
      assert.match(code, /^\/\*!.*\*\/\n['"]use client['"];/, file);
    }
  });

  test('cube-embed/angular sets texts as attributes and other values as properties', async () => {
    const angular = join(packed.project, 'node_modules/@angular/core');
    mkdirSync(angular, {recursive: true});
    writeFileSync(join(angular, 'package.json'), '{"type": "module", "exports": "./index.js"}');
    writeFileSync(
      join(angular, 'index.js'),
      `export const ɵɵngDeclareFactory = (it) => it, ɵɵngDeclareDirective = (it) => it;
       export const ɵɵFactoryTarget = {Directive: 0}, ElementRef = {};`,
    );
    const given = await runIn(
      packed.project,
      `import {CubeEmbed} from 'cube-embed/angular';
       const attributes = {};
       const nativeElement = {setAttribute: (name, value) => (attributes[name] = value)};
       Object.assign(new CubeEmbed({nativeElement}), {
         baseUrl: 'https://acme.cubecloud.dev', deploymentId: 32, private: '', debug: true, allowExport: false,
         filters: {a: 1}, theme: '{}', locale: null, messages: {},
       });
       delete nativeElement.setAttribute;
       console.log(JSON.stringify([attributes, nativeElement, CubeEmbed.ɵdir.selector]));`,
    );
    assert.deepEqual(JSON.parse(given), [
      {'base-url': 'https://acme.cubecloud.dev', 'deployment-id': '32', private: '', debug: '', theme: '{}'},
      {allowExport: false, filters: {a: 1}, locale: null, messages: {}},
      'cube-embed',
    ]);
  });

  test('cube-embed/custom-elements.json and package.json can be imported', async () => {
    const tag = await runIn(
      packed.project,
      `import {createRequire} from 'node:module';
       const require = createRequire(process.cwd() + '/');
       const {modules} = require('cube-embed/custom-elements.json');
       console.log(require('cube-embed/package.json').name, modules[0].declarations[0].tagName);`,
    );
    assert.equal(tag, 'cube-embed cube-embed');
  });

  test('no other file can be imported', async () => {
    await assert.rejects(names('cube-embed/dist/cube-embed.js'), /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
});
