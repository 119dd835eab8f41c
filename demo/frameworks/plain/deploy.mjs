// There is nothing to build: the page's files and the element go side by side onto a server.
import {cpSync, rmSync} from 'node:fs';

rmSync('dist', {recursive: true, force: true});
cpSync('index.html', 'dist/index.html');
cpSync('app.js', 'dist/app.js');
cpSync('../shared/app.css', 'dist/app.css');
cpSync('node_modules/cube-embed/dist/cube-embed.js', 'dist/assets/cube-embed.js');
