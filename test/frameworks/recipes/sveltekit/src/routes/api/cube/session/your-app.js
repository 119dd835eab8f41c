export const currentUser = async (request) => {
  const user = /user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return user === undefined ? null : {id: user, groups: ['analysts'], city: 'New York', isCreator: user === 'grace'};
};
