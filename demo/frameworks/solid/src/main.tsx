import {hydrate, render} from 'solid-js/web';
import '../../shared/app.css';
import {loadSettings} from '../../shared/settings';
import {App} from './App';

const root = document.querySelector('#app')!;
const settings = await loadSettings();
const app = () => <App settings={settings} firstPath={location.pathname} />;
if (root.hasChildNodes()) hydrate(app, root);
else render(app, root);
