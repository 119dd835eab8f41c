import type {AttemptedThing} from '../page-api.js';

type Outcome = {readonly outcome: 'done' | 'refused'; readonly detail?: string};

const done: Outcome = {outcome: 'done'};
const refused = (detail: string): Outcome => ({outcome: 'refused', detail});

const download = (): Outcome => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['attempted'], {type: 'text/plain'}));
  link.download = 'attempted.txt';
  link.click();
  return {outcome: 'done', detail: 'asked for; whether it was saved is unknown'};
};

const submitForm = (url: string): Outcome => {
  const form = document.createElement('form');
  form.action = url;
  form.target = '_blank';
  document.body.append(form);
  form.submit();
  form.remove();
  return {outcome: 'done', detail: 'submitted; whether it left is unknown'};
};

const act = async (what: AttemptedThing, url: string): Promise<Outcome> => {
  switch (what) {
    case 'top-navigation':
      if (!window.top) return refused('there is no top window');
      window.top.location.href = url;
      return done;
    case 'alert':
      // A sandbox without allow-modals answers at once that the viewer said no.
      return confirm('A question by the emulator') ? done : refused('no dialog, or it was dismissed');
    case 'popup':
      return window.open(url, '_blank') ? done : refused('no window was opened');
    case 'download':
      return download();
    case 'form':
      return submitForm(url);
    case 'fullscreen':
      await document.documentElement.requestFullscreen();
      return done;
    case 'clipboard':
      await navigator.clipboard.writeText('cube-embed emulator');
      return done;
  }
};

/** Tries something that the sandbox or the permissions of the frame decide about, and tells how it went. */
export async function attempt(what: AttemptedThing, url = 'about:blank'): Promise<Outcome> {
  try {
    return await act(what, url);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}
