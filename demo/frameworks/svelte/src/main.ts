import {hydrate, mount} from 'svelte';
import '../../shared/app.css';
import {loadSettings} from '../../shared/settings';
import App from './App.svelte';

const target = document.querySelector('#app')!;
const props = {settings: await loadSettings(), firstPath: location.pathname};
if (target.hasChildNodes()) hydrate(App, {target, props});
else mount(App, {target, props});
