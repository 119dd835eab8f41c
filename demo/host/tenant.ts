import {parseTenantOrigin} from 'cube-embed/server';

/** The Cube tenant of the host application. */
export interface Tenant {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly deploymentId: number;
  /** The public id of a dashboard; null without one: the chat and the app remain. */
  readonly dashboardId: string | null;
}

/** A mistake in the start of the demo: printed in one line, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const required = ['CUBE_BASE_URL', 'CUBE_API_KEY', 'CUBE_DEPLOYMENT_ID'] as const;

/**
 * Reads the tenant from `CUBE_BASE_URL`, `CUBE_API_KEY`, `CUBE_DEPLOYMENT_ID` and `CUBE_DASHBOARD_ID`; null where none is set.
 * Throws a `StartError` that names a missing or unusable variable, never the key's value.
 */
export const tenantFrom = (env: Readonly<Record<string, string | undefined>>): Tenant | null => {
  if (![...required, 'CUBE_DASHBOARD_ID'].some((name) => env[name])) return null;
  const missing = required.filter((name) => !env[name]);
  if (missing.length) {
    throw new StartError(
      `To use your own Cube, set ${missing.join(' and ')} too. With none of the CUBE_ variables set, the emulator is used.`,
    );
  }
  const baseUrl = parseTenantOrigin(env['CUBE_BASE_URL'] ?? '');
  if (!baseUrl) {
    throw new StartError('CUBE_BASE_URL must be the origin of your Cube, such as https://acme.cubecloud.dev.');
  }
  const deploymentId = Number(env['CUBE_DEPLOYMENT_ID']);
  if (!Number.isSafeInteger(deploymentId) || deploymentId < 1) {
    throw new StartError('CUBE_DEPLOYMENT_ID must be a positive number.');
  }
  return {
    baseUrl,
    apiKey: env['CUBE_API_KEY'] ?? '',
    deploymentId,
    dashboardId: env['CUBE_DASHBOARD_ID'] || null,
  };
};
