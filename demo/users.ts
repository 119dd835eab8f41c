/** One of the people who may log in to the demo. */
export interface DemoUser {
  readonly id: string;
  readonly name: string;
  readonly city?: string;
  readonly group: string;
}

export const demoUsers: readonly DemoUser[] = [
  {id: 'sam', name: 'Sam', city: 'San Francisco', group: 'analysts'},
  {id: 'nora', name: 'Nora', city: 'New York', group: 'analysts'},
  {id: 'max', name: 'Max', group: 'managers'},
];
