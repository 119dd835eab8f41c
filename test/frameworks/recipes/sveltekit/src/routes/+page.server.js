export const load = () => ({dashboardId: 'OwVQpbdaZmBT', status: 'completed'});
