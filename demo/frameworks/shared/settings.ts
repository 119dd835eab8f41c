/** Where the demo's Cube is. */
export interface Settings {
  readonly baseUrl: string;
  readonly dashboardId: string;
}

/** What the viewer of an application has chosen. */
export interface View {
  readonly status: string;
  readonly locale: string;
  readonly dark: boolean;
}

export const firstView: View = {status: '', locale: 'en-US', dark: false};

/** The orders that can be looked at; an empty status means all of them. */
export const statuses = ['', 'completed', 'processing', 'shipped'];

/** Logs Sam in, and asks the host where its Cube is. */
export async function loadSettings(): Promise<Settings> {
  await fetch('/api/login/sam', {method: 'POST'});
  const answer = await fetch('/api/demo');
  return (await answer.json()) as Settings;
}
