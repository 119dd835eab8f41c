// The page and the server of the README's first block, coloured: the start page shows what the README has, and a test runs.
import {readFileSync} from 'node:fs';
import {createMarkdownRenderer} from 'vitepress';

const readme = new URL('../../../README.md', import.meta.url);

/** A file that the block writes: what stands between `<<'NAME'` and NAME. */
const fileOf = (text, name) => new RegExp(`<<'${name}'\n([^]*?)\n${name}\n`).exec(text)[1];

export default {
  watch: ['../../../README.md'],
  async load() {
    const text = readFileSync(readme, 'utf8');
    const {site, srcDir, markdown} = globalThis.VITEPRESS_CONFIG;
    const renderer = await createMarkdownRenderer(srcDir, markdown, site.base);
    const coloured = (language, code) => renderer.render(`\`\`\`${language}\n${code}\n\`\`\``);
    const [, install] = /^(npm install cube-embed .+)$/m.exec(text);
    const [, run] = /^(npx cube-embed emulator .+)$/m.exec(text);
    return {
      install: coloured('sh', install),
      page: coloured('html', fileOf(text, 'PAGE')),
      server: coloured('js', fileOf(text, 'SERVER')),
      run: coloured('sh', run),
    };
  },
};
