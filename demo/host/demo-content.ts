import type {EmulatorContent} from 'cube-embed/emulator';

type Deployment = NonNullable<EmulatorContent['deployments']>[number];

/** A second deployment with two dashboards: one to show, and one that may not be embedded. */
const wholesale: Deployment = {
  id: 33,
  name: 'Wholesale',
  dashboards: [
    {
      publicId: 'wholesale-categories',
      title: 'Categories and channels',
      description: 'What sells, and where it is bought.',
      published: true,
      allowEmbed: true,
      grants: ['embed-users'],
      filters: [{member: 'orders.status'}, {member: 'orders.country'}],
      widgets: [
        {id: 'items', title: 'Items', chart: 'number', query: {measures: ['orders.items'], dimensions: []}},
        {id: 'revenue', title: 'Revenue', chart: 'number', query: {measures: ['orders.revenue'], dimensions: []}},
        {
          id: 'categories',
          title: 'Revenue by category',
          chart: 'bar',
          query: {measures: ['orders.revenue'], dimensions: ['orders.category']},
        },
        {
          id: 'channels',
          title: 'Orders by channel',
          chart: 'pie',
          query: {measures: ['orders.count'], dimensions: ['orders.channel']},
        },
        {
          id: 'table',
          title: 'Cities and channels',
          chart: 'table',
          query: {
            measures: ['orders.count', 'orders.revenue'],
            dimensions: ['orders.users_city', 'orders.channel'],
            limit: 50,
          },
        },
      ],
    },
    {
      publicId: 'wholesale-draft',
      title: 'Draft, not to be embedded',
      published: true,
      allowEmbed: false,
      grants: ['embed-users'],
      widgets: [{id: 'orders', title: 'Orders', chart: 'number', query: {measures: ['orders.count'], dimensions: []}}],
    },
  ],
};

/** The content of the emulator in the playground: its default deployment, and a second one. */
export const demoContent = {deployments: [{id: 32, name: 'Shop'}, wholesale]} as const satisfies EmulatorContent;

/** The choices of the page. The names are the emulator's. */
export const choices = {
  deployments: [
    {id: 32, name: 'Shop', dashboards: [{id: 'OwVQpbdaZmBT', title: 'Orders overview'}]},
    {
      id: wholesale.id,
      name: wholesale.name ?? '',
      dashboards: (wholesale.dashboards ?? []).map(({publicId, title}) => ({id: publicId, title})),
    },
  ],
  cities: ['San Francisco', 'New York', 'Chicago', 'Austin', 'Seattle', 'London', 'Berlin', 'Paris', 'Tokyo'],
  groups: ['analysts', 'managers'],
  internalUsers: ['ada@example.com'],
} as const;

export type Choices = typeof choices;
