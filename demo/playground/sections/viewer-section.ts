import {html, nothing, type TemplateResult} from 'lit';
import type {Choices} from '../../host/demo-content.js';
import type {ChosenViewer} from '../../host/playground-choice.js';
import {checksField, selectField} from '../fields.js';

const external: ChosenViewer = {kind: 'external', city: 'London', groups: ['analysts']};

const startOf = (kind: string, {internalUsers}: Choices): ChosenViewer | null =>
  kind === 'external' ? external : kind === 'internal' ? {kind: 'internal', username: internalUsers[0]} : null;

/** Who the viewer is for Cube: who is signed in, or, with the emulator alone, whoever the page likes. */
export const viewerSection = (
  viewer: ChosenViewer | null,
  choices: Choices | null,
  change: (viewer: ChosenViewer | null) => void,
): TemplateResult => {
  if (!choices) {
    return html`<p class="quiet">
      The viewer is who is signed in: groups and attributes come from the server's own records. A page never chooses
      them.
    </p>`;
  }
  return html`${selectField(
      'For Cube the viewer is',
      viewer?.kind ?? 'signed-in',
      [
        ['signed-in', 'who is signed in'],
        ['external', 'an external user, made up here'],
        ['internal', 'an internal user of the Cube account'],
      ],
      (kind) => change(startOf(kind, choices)),
    )}
    ${
      viewer?.kind === 'external'
        ? html`${selectField(
            'Attribute city',
            viewer.city ?? '',
            [['', 'none: the rows of every city'], ...choices.cities],
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
      Possible only because this is the emulator with pretend data. In a real application the page never says who its
      viewer is: with a real Cube this host refuses it.
    </p>`;
};
