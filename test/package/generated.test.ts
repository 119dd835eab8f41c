// The generated files agree with the element, and the pages with both.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {madePages} from '../../scripts/docs/made.mjs';
import {releaseTagOf, withReleaseTag} from '../../scripts/docs/release-tag.mjs';
import {CubeEmbedElement} from '../../src/public.js';

interface Named {
  readonly name: string;
  readonly description: string;
  readonly fieldName?: string;
}
type Lists = Record<'attributes' | 'events' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates', Named[]>;
interface Manifest {
  readonly modules: readonly [{readonly declarations: readonly [Lists]}];
}

const read = (path: string): string => readFileSync(path, 'utf8');
const json = <T>(path: string): T => JSON.parse(read(path)) as T;
const element = json<Manifest>('dist/custom-elements.json').modules[0].declarations[0];
const names = (list: keyof Lists): string[] => element[list].map(({name}) => name).sort();
const readme = read('README.md');

describe('the manifest', () => {
  test('has every attribute that the element observes', () => {
    // `lang` is an attribute of every element.
    const observed = CubeEmbedElement.observedAttributes.filter((name) => name !== 'lang');
    assert.deepEqual(names('attributes'), [...observed].sort());
  });

  test('has the events of the types and of the React component', () => {
    const typed = [...read('src/element/events.ts').matchAll(/'(cube-[a-z-]+)': CustomEvent</g)].map(
      ([, name]) => name!,
    );
    assert.deepEqual(names('events'), typed.sort());
    const props = [...read('src/react/cube-embed.ts').matchAll(/: '(cube-[a-z-]+)',/g)].map(([, name]) => name!);
    assert.deepEqual(props.filter((name) => name !== 'cube-embed').sort(), names('events'));
  });

  test('has the custom properties of the styles and the parts of the DOM', () => {
    const used = new Set(read('src/element/styles.ts').match(/--cube-embed-[a-z]+/g));
    assert.deepEqual(names('cssProperties'), [...used].sort());
    const dom = read('src/element/view.ts') + read('src/frame/frame-element.ts');
    for (const name of [...names('cssParts'), ...names('slots')]) assert.match(dom, new RegExp(`'${name}'`), name);
  });

  test("agrees with the data for VS Code and JetBrains' editors", () => {
    const [tag] = json<{tags: [{name: string; attributes: Named[]}]}>('dist/vscode.html-custom-data.json').tags;
    assert.equal(tag.name, 'cube-embed');
    assert.deepEqual(tag.attributes.map(({name}) => name).sort(), names('attributes'));
    const webTypes = json<{contributions: {html: {elements: [{attributes: Named[]; js: {events: Named[]}}]}}}>(
      'dist/web-types.json',
    ).contributions.html.elements[0];
    assert.deepEqual(webTypes.attributes.map(({name}) => name).sort(), names('attributes'));
    assert.deepEqual(webTypes.js.events.map(({name}) => name).sort(), names('events'));
  });
});

test('the generated parts of the pages are up to date (npm run docs writes them)', async () => {
  for (const [path, text] of await madePages()) assert.equal(read(path), text, path);
});

test("the README's script tag and the fast start's hash are those of the last release, and there are none before the first", () => {
  const tag = releaseTagOf(readme);
  const [, released] = /^## (\d[\w.-]*)$/m.exec(read('CHANGELOG.md')) ?? [];
  assert.deepEqual([tag?.version, tag?.startVersion], [released, released]);
  assert.equal(/Not on npm yet|Nothing is published yet/.test(readme), tag === null);
  for (const hash of Object.values(tag?.hashes ?? {})) assert.match(hash, /^sha384-[\w+/]{64}$/);
});

test('a release writes its version and the hashes of its build into the README, over those of the release before', () => {
  const hashes = json<Parameters<typeof withReleaseTag>[2]>('dist/integrity.json');
  const before = {'cube-embed.js': `sha384-${'a'.repeat(64)}`, 'start.js': `sha384-${'b'.repeat(64)}`};
  const released = withReleaseTag(withReleaseTag(readme, '1.2.2', before), '1.2.3', hashes);
  const {'cube-embed.js': bundle, 'start.js': start} = hashes;
  assert.deepEqual(releaseTagOf(released), {
    version: '1.2.3',
    startVersion: '1.2.3',
    hashes: {'cube-embed.js': bundle, 'start.js': start},
  });
  assert.doesNotMatch(released, /Not on npm yet|Nothing is published yet/);
  assert.doesNotMatch(released, /1\.2\.2|a{64}|b{64}/);
});
