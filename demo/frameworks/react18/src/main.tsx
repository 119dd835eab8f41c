import {StrictMode} from 'react';
import {createRoot, hydrateRoot} from 'react-dom/client';
import '../../shared/app.css';
import {loadSettings} from '../../shared/settings';
import {App} from './App';

const root = document.querySelector('#app')!;
const app = (
  <StrictMode>
    <App settings={await loadSettings()} firstPath={location.pathname} />
  </StrictMode>
);
if (root.hasChildNodes()) hydrateRoot(root, app);
else createRoot(root).render(app);
