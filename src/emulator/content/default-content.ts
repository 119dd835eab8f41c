import type {AttributeDefinition, GroupDefinition} from '../accounts/attribute.js';
import type {DashboardContent, DeploymentContent, InternalUser, ViewContent} from './content-shape.js';

/** The view of the generated orders. A viewer with the attribute `city` sees the rows of that city alone. */
export const ordersView: ViewContent = {
  name: 'orders',
  title: 'Orders',
  dimensions: {
    id: {title: 'Order', type: 'number'},
    created_at: {title: 'Ordered', type: 'time'},
    status: {title: 'Status'},
    country: {title: 'Country'},
    users_city: {
      title: 'City',
      links: [
        {
          name: 'detail',
          label: 'Orders in detail',
          dashboard: 'orders-detail',
          params: [{key: 'orders.users_city', value: 'users_city'}],
        },
        {
          name: 'map',
          label: 'Map',
          url: "'https://www.openstreetmap.org/search'",
          params: [{key: 'query', value: "users_city || ', ' || country"}],
        },
      ],
    },
    category: {title: 'Category'},
    channel: {title: 'Channel'},
    quantity: {title: 'Quantity', type: 'number'},
    amount: {title: 'Amount', type: 'number', format: 'currency'},
  },
  measures: {
    count: {title: 'Orders', sql: 'COUNT(*)', format: 'number'},
    revenue: {title: 'Revenue', sql: 'ROUND(SUM(amount), 2)', format: 'currency'},
    average_order: {title: 'Average order', sql: 'ROUND(AVG(amount), 2)', format: 'currency'},
    items: {title: 'Items', sql: 'SUM(quantity)', format: 'number'},
    completed_share: {title: 'Completed', sql: "ROUND(AVG(status = 'completed'), 4)", format: 'percent'},
  },
  rowFilters: [{dimension: 'users_city', attribute: 'city'}],
  drillMembers: ['id', 'created_at', 'status', 'users_city', 'country', 'category', 'channel', 'quantity', 'amount'],
};

/** Published, embedding allowed, granted to embed users but not shared with all of them: the flag counts. */
const ordersDashboard: DashboardContent = {
  publicId: 'OwVQpbdaZmBT',
  title: 'Orders overview',
  description: 'What was ordered, where and for how much.',
  published: true,
  allowEmbed: true,
  grants: ['embed-users'],
  filters: [{member: 'orders.status'}, {member: 'orders.country'}],
  granularities: [
    {member: 'orders.created_at', options: ['day', 'week', 'month', 'quarter', 'year'], defaultValue: 'month'},
  ],
  fields: [{member: 'orders.status', alternatives: ['users_city', 'category', 'channel']}],
  widgets: [
    {id: 'orders', title: 'Orders', chart: 'number', query: {measures: ['orders.count'], dimensions: []}},
    {id: 'revenue', title: 'Revenue', chart: 'number', query: {measures: ['orders.revenue'], dimensions: []}},
    {
      id: 'average',
      title: 'Average order',
      chart: 'number',
      query: {measures: ['orders.average_order'], dimensions: []},
    },
    {
      id: 'completed',
      title: 'Completed',
      chart: 'number',
      query: {measures: ['orders.completed_share'], dimensions: []},
    },
    {
      id: 'over-time',
      title: 'Revenue over time',
      chart: 'area',
      query: {
        measures: ['orders.revenue'],
        dimensions: [],
        timeDimension: {dimension: 'orders.created_at', granularity: 'month'},
      },
    },
    {
      id: 'by-status',
      title: 'Orders by status',
      chart: 'bar',
      query: {measures: ['orders.count'], dimensions: ['orders.status']},
    },
    {
      id: 'by-category',
      title: 'Revenue by category',
      chart: 'pie',
      query: {measures: ['orders.revenue'], dimensions: ['orders.category']},
    },
    {
      id: 'by-city',
      title: 'Cities',
      chart: 'table',
      query: {
        measures: ['orders.count', 'orders.revenue', 'orders.average_order'],
        dimensions: ['orders.users_city', 'orders.country'],
        limit: 50,
      },
    },
    {
      id: 'summary',
      title: 'In words',
      chart: 'summary',
      query: {measures: ['orders.count', 'orders.revenue'], dimensions: ['orders.status']},
    },
  ],
};

/** Its controls are driven by a parent, and its country is that of the viewer. */
const detailDashboard: DashboardContent = {
  publicId: 'rT5kWn8QyXc2',
  slug: 'orders-detail',
  title: 'Orders in detail',
  description: 'One choice sets the controls behind it.',
  published: true,
  allowEmbed: true,
  grants: ['embed-users'],
  parents: [
    {
      title: 'Focus',
      defaultOption: 'All orders',
      options: [
        {
          label: 'All orders',
          clear: ['f_orders.status', 'f_orders.channel'],
          reset: ['f_orders.country', 'tg_orders.created_at'],
        },
        {
          label: 'Returns by quarter',
          set: {'f_orders.status': {value: 'returned'}, 'tg_orders.created_at': 'quarter'},
          clear: ['f_orders.channel'],
        },
        {
          label: 'Web shop by week',
          set: {'f_orders.channel': {value: 'web'}, 'tg_orders.created_at': 'week'},
          clear: ['f_orders.status'],
        },
      ],
    },
  ],
  filters: [
    {member: 'orders.status'},
    {member: 'orders.channel'},
    {member: 'orders.country', userAttribute: 'country'},
    {member: 'orders.users_city'},
  ],
  granularities: [{member: 'orders.created_at', defaultValue: 'month'}],
  widgets: [
    {id: 'orders', title: 'Orders', chart: 'number', query: {measures: ['orders.count'], dimensions: []}},
    {id: 'items', title: 'Items', chart: 'number', query: {measures: ['orders.items'], dimensions: []}},
    {id: 'revenue', title: 'Revenue', chart: 'number', query: {measures: ['orders.revenue'], dimensions: []}},
    {
      id: 'average',
      title: 'Average order',
      chart: 'number',
      query: {measures: ['orders.average_order'], dimensions: []},
    },
    {
      id: 'over-time',
      title: 'Orders over time',
      chart: 'bar',
      query: {
        measures: ['orders.count'],
        dimensions: [],
        timeDimension: {dimension: 'orders.created_at', granularity: 'month'},
      },
      layout: {x: 0, y: 1, width: 12, height: 4},
    },
    {
      id: 'categories',
      title: 'Categories',
      chart: 'table',
      query: {
        measures: ['orders.count', 'orders.revenue'],
        dimensions: ['orders.users_city', 'orders.category'],
        limit: 100,
      },
    },
  ],
};

const ordersWorkbooks: NonNullable<DeploymentContent['workbooks']> = [
  {
    id: 130,
    title: 'Orders by status',
    chart: 'bar',
    query: {measures: ['orders.count'], dimensions: ['orders.status']},
  },
  {
    id: 131,
    title: 'Revenue by month',
    chart: 'line',
    query: {
      measures: ['orders.revenue'],
      dimensions: [],
      timeDimension: {dimension: 'orders.created_at', granularity: 'month'},
    },
  },
];

/** What a deployment shows that brings nothing of its own. */
export const defaultDeploymentContent = {
  dashboards: [ordersDashboard, detailDashboard],
  workbooks: ordersWorkbooks,
} as const;

export const defaultDeployments: readonly DeploymentContent[] = [{id: 32, name: 'Shop'}];

export const defaultUserAttributes: readonly AttributeDefinition[] = [
  {name: 'city', type: 'string', displayName: 'City', description: 'The only city whose orders the user sees.'},
  {name: 'country', type: 'string', displayName: 'Country', description: 'What “Orders in detail” opens on.'},
];

export const defaultGroups: readonly GroupDefinition[] = [{name: 'analysts'}, {name: 'managers'}];

export const defaultInternalUsers: readonly InternalUser[] = [
  {username: 'ada@example.com', email: 'ada@example.com', displayName: 'Ada Lovelace'},
];
