import '../../shared/app.css';
import {loadSettings} from '../../shared/settings';
import {createOrders} from './app';

const root = document.querySelector('#app')!;
const app = await createOrders(await loadSettings(), location.pathname, root.hasChildNodes());
app.mount(root);
