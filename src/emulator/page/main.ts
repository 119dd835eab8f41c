/** The script of every embed page: what runs inside the frame, on Cube's side of it. */
import {createPageContext} from './page-context.js';
import './page-root.js';
import {PageRoot} from './page-root.js';
import {PageStarter} from './start-page.js';
import {installStyles} from './styles/install.js';

installStyles();
const context = createPageContext();
const place = document.querySelector('#root') ?? document.body;
if (context) {
  const starter = new PageStarter(context);
  context.dress();
  place.replaceChildren(new PageRoot(context, (username) => starter.signIn(username)));
  void starter.start();
} else {
  place.textContent = 'There is no embed at this address.';
}
