import {hydrate, render} from 'preact';
import '../../shared/app.css';
import {loadSettings} from '../../shared/settings';
import {App} from './App';

const root = document.querySelector('#app')!;
const app = <App settings={await loadSettings()} firstPath={location.pathname} />;
if (root.hasChildNodes()) hydrate(app, root);
else render(app, root);
