// The README's script tag for a CDN, between `<!-- cdn -->` and `<!-- end -->`. A release writes it, with its version and
// its hash; commits between releases don't change it.

const place = /(<!-- cdn -->)[^]*?(<!-- end -->)/;

/** The README with the tag of a release. */
export const withReleaseTag = (text, version, hash) =>
  text.replace(
    place,
    (_whole, start, end) => `${start}

\`\`\`html
<script type="module" crossorigin
        src="https://unpkg.com/cube-embed@${version}/dist/cube-embed.js"
        integrity="${hash}"></script>
\`\`\`

${end}`,
  );

/** The version and the hash in the README's tag; null before the first release. */
export function releaseTagOf(text) {
  const [, version, hash] = /cube-embed@([\w.-]+)\/dist\/cube-embed\.js"\s+integrity="([^"]+)"/.exec(text) ?? [];
  return version ? {version, hash} : null;
}
