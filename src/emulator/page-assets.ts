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

/**
 * What stands at every address of the tenant that is no route: the page of Cube's web application, with 200 and whatever the
 * method. A client that believes a status alone takes it for success.
 */
export const unknownPlace = (): Response =>
  new Response(
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Cube emulator</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main>
      <h1>There is nothing here</h1>
      <p>Cube answers an address that it doesn’t know with its web application, and so does its emulator.</p>
      <p><a href="/">What the emulator shows</a></p>
    </main>
  </body>
</html>
`,
    {headers: {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store'}},
  );
