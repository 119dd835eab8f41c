import {readFile} from 'node:fs/promises';

/** Beside the built emulator, beside the folder of its chunks, or built already while the emulator runs from source. */
const scripts = ['./page.js', '../page.js', '../../dist/emulator/page.js'].map(
  (path) => new URL(path, import.meta.url),
);

/** The script of the embedded page, or null where it isn't built. Read anew each time: it may be rebuilt meanwhile. */
export const readPageScript = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
  for (const script of scripts) {
    const bytes = await readFile(script).catch(() => null);
    if (bytes !== null) return new Uint8Array(bytes);
  }
  return null;
};

/** The document at every embed URL. It is the same for all: what it shows is the script's business. */
export const pageShell = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Cube emulator</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="root"></div>
    <noscript>The emulator's pages need JavaScript.</noscript>
    <script type="module" src="/emulator/page.js"></script>
  </body>
</html>
`;
