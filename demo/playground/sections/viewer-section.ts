import {html, nothing, type TemplateResult} from 'lit';
import type {Choices} from '../../host/demo-content.js';
import type {ChosenViewer} from '../../host/playground-choice.js';
import {checksField, selectField} from '../fields.js';

const external: ChosenViewer = {kind: 'external', city: 'London', groups: ['analysts']};

const startOf = (kind: string, {internalUsers}: Choices): ChosenViewer | null =>
  kind === 'external' ? external : kind === 'internal' ? {kind: 'internal', username: internalUsers[0]} : null;

/** Chooses who the viewer is for Cube: the user who is signed in or, with the emulator alone, any other viewer. */
export const viewerSection = (
  viewer: ChosenViewer | null,
  choices: Choices | null,
  change: (viewer: ChosenViewer | null) => void,
  logout: (() => unknown) | null,
): TemplateResult => {
  const signOut = html`<button type="button" ?disabled=${!logout} @click=${() => logout?.()}>Sign out</button>
    <p class="quiet">
      ${logout ? 'Revokes every session of this user.' : 'Signed out. Choose a user above to sign in.'}
    </p>`;
  if (!choices) {
    return html`<p class="quiet">
        The viewer is the user who is signed in. The server reads groups and attributes from its own records; the page
        can’t choose them.
      </p>
      ${signOut}`;
  }
  return html`${selectField(
      'For Cube the viewer is',
      viewer?.kind ?? 'signed-in',
      [
        ['signed-in', 'the user who is signed in'],
        ['external', 'an external user, chosen here'],
        ['internal', 'an internal user of the Cube account'],
      ],
      (kind) => change(startOf(kind, choices)),
    )}
    ${
      viewer?.kind === 'external'
        ? html`${selectField(
            'Attribute city',
            viewer.city ?? '',
            [['', 'none, so the rows of every city'], ...choices.cities],
            (city) => change({...viewer, city: city || null}),
          )}
          ${checksField('Groups', viewer.groups, choices.groups, (groups) => change({...viewer, groups}))}`
        : nothing
    }
    ${
      viewer?.kind === 'internal'
        ? selectField('Username', viewer.username, choices.internalUsers, (username) => change({...viewer, username}))
        : nothing
    }
    <p class="quiet">
      Only the emulator allows this choice. In a real application the server alone decides who the viewer is; with a
      real Cube this page can’t choose.
    </p>
    ${signOut}`;
};
