// What the README has of the last release: the script tag for a CDN, between `<!-- cdn -->` and `<!-- end -->`, and the
// fast start's hash, behind `<!-- fast start -->`. A release writes its version and its hashes there, and takes away what
// is true before the first one, behind `<!-- unpublished -->`; between releases they stay as they are, whatever is committed.

const startHashText = (version, hash) =>
  `The [fast start](docs/faster.md) of ${version} stands inline by its hash in \`script-src\`: \`'${hash}'\`.`;

const scriptTag = (version, hash) => `\`\`\`html
<script type="module" crossorigin
        src="https://unpkg.com/cube-embed@${version}/dist/cube-embed.js"
        integrity="${hash}"></script>
\`\`\``;

const replaced = (text, name, content) => {
  const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- end -->)`);
  if (!place.test(text)) throw new Error(`The README has no place <!-- ${name} -->.`);
  return text.replace(place, (_whole, start, end) => `${start}\n\n${content}\n\n${end}`);
};

/** The README with the version and the hashes of a release, the latter as `dist/integrity.json` has them. */
export const withReleaseTag = (text, version, hashes) => {
  const places = {
    unpublished: '',
    cdn: scriptTag(version, hashes['cube-embed.js']),
    'fast start': startHashText(version, hashes['start.js']),
  };
  return Object.entries(places).reduce((page, [name, content]) => replaced(page, name, content), text);
};

/** The version and the hashes that the README has; null before the first release. */
export function releaseTagOf(text) {
  const [, version, hash] = /cube-embed@([\w.-]+)\/dist\/cube-embed\.js"\s+integrity="([^"]+)"/.exec(text) ?? [];
  if (!version) return null;
  const [, startVersion, startHash] =
    /\bof (\S+) stands inline by its hash in `script-src`: `'([^']+)'`/.exec(text) ?? [];
  return {version, startVersion, hashes: {'cube-embed.js': hash, 'start.js': startHash}};
}
