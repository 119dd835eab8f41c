import type {Directory} from '../accounts/directory.js';
import type {Viewer} from '../accounts/viewer.js';
import type {ApiKeyGrant} from '../api-keys.js';
import type {AccountContent, Deployment} from '../content/account-content.js';
import {badRequest, forbidden, notFound} from '../http-problem.js';
import {checkSessionRequest, type SessionRequest} from './session-request.js';

const requireDeployment = (content: AccountContent, grant: ApiKeyGrant, deploymentId: number): Deployment => {
  if (grant.deploymentIds !== null && !grant.deploymentIds.includes(deploymentId)) {
    throw forbidden(`This API key is not for deployment ${String(deploymentId)}.`);
  }
  const deployment = content.deployments.get(deploymentId);
  if (deployment === undefined) throw notFound(`There is no deployment ${String(deploymentId)}.`);
  return deployment;
};

const requireBranch = ({branches}: Deployment, branchName: string | undefined): void => {
  if (branchName === undefined) return;
  const branch = branches?.find(({name}) => name === branchName);
  if (branch === undefined) throw notFound(`There is no branch "${branchName}".`);
  if (branch.served === false) throw badRequest(`The branch "${branchName}" is not served.`);
};

/**
 * Who a session request is for. Makes or changes the external user on the way; where it throws (400, 403, 404, 429) nothing was
 * changed. What the user is at this moment is what the session keeps: a later change counts from the next session on.
 */
export const sessionViewer = (
  content: AccountContent,
  directory: Directory,
  grant: ApiKeyGrant,
  request: SessionRequest,
): Viewer => {
  if (!content.account.embedding) throw forbidden('Embedding is not enabled for this account.');
  const deployment = requireDeployment(content, grant, request.deploymentId);
  checkSessionRequest(request);
  if (request.creatorMode === true && !content.account.creatorMode) {
    throw forbidden('Creator Mode is not enabled for this account.');
  }
  requireBranch(deployment, request.branchName);
  const session = {
    creatorMode: request.creatorMode ?? false,
    settings: request.settings ?? {},
    embedTheme: request.embedTheme ?? null,
    branchName: request.branchName ?? null,
  };
  if (request.externalId === undefined) {
    return {...directory.internalViewer(request.internalId ?? '', 'signed', deployment.id), ...session};
  }
  const {user, attributes} = directory.provision(request, request.externalId);
  return {
    mode: 'signed',
    userId: user.externalId,
    internal: false,
    tenant: user.tenant,
    deploymentId: deployment.id,
    displayName: user.displayName ?? user.email ?? user.externalId,
    picture: user.picture,
    email: user.email,
    groups: user.groups,
    tenantGroups: user.tenantGroups,
    attributes,
    securityContext: request.securityContext ?? {},
    ...session,
  };
};
