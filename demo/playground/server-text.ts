import type {ChosenViewer, PlaygroundChoice} from '../host/playground-choice.js';
import type {Surface} from './embed-options.js';

/** A value that the playground made up, as a comment: a real application reads it from its own records. */
const madeUp = (value: unknown, viewer: ChosenViewer | null): string =>
  viewer ? ` // here ${JSON.stringify(value)}` : '';

const externalText = (viewer: Extract<ChosenViewer, {kind: 'external'}> | null, surface: Surface): string =>
  `viewer({
      externalId: user.id,
      groups: user.groups,${madeUp(viewer?.groups, viewer)}
      userAttributes: {
        city: user.city,${madeUp(viewer?.city, viewer)}
      },${creatorText(surface)}
    })`;

const defineText = `
// All that row-level security reads
const viewer = defineViewer({
  userAttributes: ['city'],
});
`;

/** Creator Mode is the server's to give. */
const creatorText = (surface: Surface): string =>
  surface === 'app' ? `\n      creatorMode: type === 'app' && user.mayCreate,` : '';

/** The session route that goes with the tag. */
export const serverText = ({deploymentId, viewer}: PlaygroundChoice, surface: Surface = 'dashboard'): string => {
  const isInternal = viewer?.kind === 'internal';
  return `import {
  createSessionHandler,${isInternal ? '' : '\n  defineViewer,'}
} from 'cube-embed/server';
${isInternal ? '' : defineText}
// The route: POST /api/cube/session
export const POST = createSessionHandler({
  baseUrl: process.env.CUBE_BASE_URL,
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: ${String(deploymentId)},
  async identify(request${surface === 'app' ? ', {type}' : ''}) {
    // Your own login
    const user = await currentUser(request);
    return user && ${
      isInternal
        ? `{\n      internalId: user.cubeName,${madeUp(viewer.username, viewer)}${creatorText(surface)}\n    }`
        : externalText(viewer, surface)
    };
  },
});
`;
};
