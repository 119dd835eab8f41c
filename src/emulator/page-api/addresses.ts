/** Where Cube's own addresses begin that the page uses; `:name` stands for one path segment. */
export const apiPaths = {
  /** POST `ExchangeRequest` → `ExchangeAnswer`; 401 for an unknown, expired, revoked or spent session. No Authorization. */
  exchange: '/api/v1/embed/session/token',
  /** GET → `AppConfig`. */
  appConfig: '/api/v1/app-config',
  /** GET → `DashboardDefinition`; 403 embedding not allowed, 404 missing, unpublished or not visible. */
  dashboard: '/api/v1/embed/dashboard/:publicId',
  /** POST `DashboardQueryRequest` → `DashboardQueryAnswer`: all widgets of a dashboard, or some, in one request. */
  dashboardQuery: '/api/v1/embed/dashboard/:publicId/query',
  /** POST `DrilldownRequest` → `DrilldownAnswer`: the rows behind one number. */
  drilldown: '/api/v1/embed/dashboard/:publicId/drilldown',
  /** GET → `ModelAnswer`: views, dimensions and measures that a workbook can use. */
  model: '/api/v1/embed/model',
  /** POST `QueryRequest` → `QueryResult`: any query, for workbooks. */
  query: '/api/v1/embed/query',
  /** GET → `WorkspaceAnswer`. 403 unless the session is of Creator Mode. */
  workspace: '/api/v1/embed/workspace',
  /** POST `WorkbookDraft` → 201 `Workbook`. 403 unless Creator Mode. */
  workbooks: '/api/v1/embed/workbooks',
  /** GET → `Workbook`; PUT `WorkbookDraft` → `Workbook`; DELETE → 204. 403 unless Creator Mode, 404 where there is none. */
  workbook: '/api/v1/embed/workbooks/:id',
  /** GET → `ChatConfig`; POST `ChatRequest` → a stream of `ChatDelta`, one JSON object a line (`application/x-ndjson`). */
  chat: '/api/v1/embed/chat',
  /** GET → `ChatListAnswer`, newest first. */
  chats: '/api/v1/embed/chats',
  /** GET → `ChatTranscript`; 404 where there is none or it is another viewer's. */
  chatById: '/api/v1/embed/chats/:chatId',
} as const;

/** The emulator's own addresses, which Cube doesn't have. */
export const emulatorPaths = {
  /** The script that the shell loads. */
  pageScript: '/emulator/page.js',
  /** POST `SignInRequest` → `ExchangeAnswer`; 401 with `SignInRefusal` where the viewer has to choose an account first. */
  signIn: '/emulator/sign-in',
  /** POST `PollRequest` → `PollAnswer`. No Authorization: the page id is the credential, and a page whose token is dead polls on. */
  poll: '/emulator/pages/:pageId/poll',
  /** POST `AdvanceRequest` → `AdvanceAnswer`: moves the emulator's clock forward for all sessions. */
  advance: '/emulator/advance',
} as const;

/** The embed URLs, as route patterns. The app takes any deeper path, such as `/embed/d/42/app/workbook/130`. */
export const embedPaths = [
  '/embed/dashboard/:publicId',
  '/embed/d/:deploymentId/dashboard/:publicId',
  '/embed/chat',
  '/embed/d/:deploymentId/chat',
  '/embed/d/:deploymentId/app',
  '/embed/d/:deploymentId/app/*',
] as const;

/** The scheme before the token in the Authorization header. */
export const embedTokenScheme = 'Embed-Token';
