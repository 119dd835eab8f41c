import type {Viewer} from '../accounts/viewer.js';
import type {AccountContent} from '../content/account-content.js';
import {isTimeZone} from '../data/time-zone.js';

/**
 * The zone of a query: the asked one, that of the session, of the dashboard, of the account's embeds, of the account, of the
 * deployment; the first that is a time zone. Where the account has no user time zones only the deployment's counts.
 */
export const queryTimeZone = (
  {account, deployments}: AccountContent,
  {deploymentId, settings}: Viewer,
  asked: string | undefined,
  pinned: string | null,
): string => {
  const deployment = deployments.get(deploymentId ?? -1)?.timezone ?? 'UTC';
  if (!account.userTimeZones) return deployment;
  const ladder = [asked, settings.timezone, pinned, account.embedTimezone, account.timezone];
  return ladder.find((zone): zone is string => typeof zone === 'string' && isTimeZone(zone)) ?? deployment;
};
