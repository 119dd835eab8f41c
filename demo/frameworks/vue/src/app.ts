import {createApp, createSSRApp, defineComponent, h, type App as VueApp} from 'vue';
import {createMemoryHistory, createRouter, createWebHistory} from 'vue-router';
import type {Settings} from '../../shared/settings';
import App from './App.vue';
import ComparePage from './ComparePage.vue';
import HomePage from './HomePage.vue';
import KeptPage from './KeptPage.vue';

const AboutPage = defineComponent(() => () => h('p', 'There is no dashboard on this page.'));

/** The application at a path; `isRendered`: a server renders it, or has. */
export async function createOrders(settings: Settings, path: string, isRendered: boolean): Promise<VueApp> {
  const router = createRouter({
    history: typeof document === 'undefined' ? createMemoryHistory() : createWebHistory(),
    routes: [
      {path: '/', component: HomePage},
      {path: '/compare', component: ComparePage},
      {path: '/kept', component: KeptPage},
      {path: '/about', component: AboutPage},
    ],
  });
  const app = (isRendered ? createSSRApp : createApp)(App, {settings}).use(router);
  await router.push(path);
  await router.isReady();
  return app;
}
