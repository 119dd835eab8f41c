import {randomBytes} from 'node:crypto';
import {createDirectory} from './accounts/directory.js';
import {createApiKeys} from './api-keys.js';
import {createChats} from './chat/chats.js';
import {createClock} from './clock.js';
import {createAccountContent} from './content/account-content.js';
import {createDashboards} from './dashboards/dashboard-access.js';
import {checkViews} from './data/check-views.js';
import {openDatabase} from './data/database.js';
import {createQueryRunner, type QueryRunner} from './data/query-runner.js';
import type {EmulatorOptions} from './emulator-options.js';
import {createFaultBox} from './faults/fault-box.js';
import {createLedger} from './ledger.js';
import {createOpenPages} from './open-pages.js';
import {createSessions} from './sessions/sessions.js';
import {createTokens} from './sessions/tokens.js';
import {createWorkbooks} from './workspace/workbooks.js';

/** Everything that the routes of one emulator share. Nothing in here is shared with another emulator but the default rows. */
export const createBackend = (options: EmulatorOptions) => {
  const {apiKeys, now, embedSecret = randomBytes(32).toString('base64url'), signedIn, ledgerLimit, ...rest} = options;
  const content = createAccountContent(rest);
  const clock = createClock(now);
  let data: Promise<QueryRunner> | null = null;
  return {
    content,
    clock,
    apiKeys: createApiKeys(apiKeys),
    directory: createDirectory(content),
    sessions: createSessions(clock),
    tokens: createTokens(embedSecret, clock),
    embedSecret,
    signedIn: signedIn === undefined ? (content.internalUsers[0]?.username ?? null) : signedIn,
    ledger: createLedger(clock, ledgerLimit),
    faults: createFaultBox(),
    pages: createOpenPages(clock),
    dashboards: createDashboards(content),
    workbooks: createWorkbooks(content, clock),
    chats: createChats(clock),
    /** The rows: made when they are first needed. Rejects with a `ContentError` that names a table or view that can't be made. */
    data(): Promise<QueryRunner> {
      data ??= openDatabase(content.database).then((store) => {
        checkViews(store, content.model);
        return createQueryRunner(store, content.model);
      });
      return data;
    },
  };
};

export type Backend = ReturnType<typeof createBackend>;
