import type {DemoSettings} from '../host/create-host.js';
import type {Choices} from '../host/demo-content.js';
import type {PlaygroundChoice} from '../host/playground-choice.js';
import type {PlaygroundReport} from '../host/playground.js';
import type {FaultId} from './faults.js';

const ask = async (path: string, init?: RequestInit): Promise<Response> => {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}.`);
  return answer;
};

/** Asks the host application; rejects where it refuses or can't be reached. */
export const hostApi = {
  settings: async (): Promise<DemoSettings> => (await (await ask('/api/demo')).json()) as DemoSettings,
  choices: async (): Promise<Choices> => (await (await ask('/api/playground')).json()) as Choices,
  report: async (): Promise<PlaygroundReport> =>
    (await (await ask('/api/playground/report')).json()) as PlaygroundReport,
  async login(user: string): Promise<void> {
    await ask(`/api/login/${user}`, {method: 'POST'});
  },
  /** Ends all sessions of the user. */
  async logout(): Promise<void> {
    await ask('/api/logout', {method: 'POST'});
  },
  async choose(choice: PlaygroundChoice): Promise<void> {
    const headers = {'Content-Type': 'application/json'};
    await ask('/api/playground/choice', {method: 'PUT', headers, body: JSON.stringify(choice)});
  },
  async breakThings(fault: FaultId): Promise<void> {
    await ask(`/api/playground/faults/${fault}`, {method: 'POST'});
  },
};
