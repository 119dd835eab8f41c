/** The element's own texts for viewers. */
export interface Messages {
  /** In the loader. */
  readonly loading: string;
  /** In the loader after 10 s, and in the notice over a frame that may work. */
  readonly slow: string;
  /** In the error panel, for every error but the next two. */
  readonly failed: string;
  /** In the panel of `session-unauthorized`. */
  readonly signedOut: string;
  /** In the panel of `session-forbidden`. */
  readonly forbidden: string;
  /** The button. */
  readonly retry: string;
  /** The link to `sign-in-url`. */
  readonly signIn: string;
  /** What the frame of a dashboard is called, and the heading of its error panel. */
  readonly dashboard: string;
  /** The same of a chat. */
  readonly chat: string;
  /** The same of an app. */
  readonly app: string;
}

/** The order in which a language lists its texts. */
const names = [
  'loading',
  'slow',
  'failed',
  'signedOut',
  'forbidden',
  'retry',
  'signIn',
  'dashboard',
  'chat',
  'app',
] as const;

/**
 * The element's texts in the languages that Cube ships (https://docs.cube.dev/embedding/iframe/localization): loading,
 * slow, failed, signed out, forbidden, retry, sign in, dashboard, chat, app. One text each keeps them small: short, neutral
 * sentences that hold for every region, so that `es` serves es-ES and es-MX; Portuguese differs, and is there twice. Their order makes the bundle smallest.
 */
export const languages: Readonly<Record<string, string>> = {
  de: 'Wird geladen…|Wird noch geladen…|Laden fehlgeschlagen.|Abgemeldet.|Kein Zugriff.|Erneut versuchen|Anmelden|Dashboard|Analyse-Chat|Analyse',
  es: 'Cargando…|Sigue cargando…|No se pudo cargar.|Sesión cerrada.|Sin acceso.|Reintentar|Iniciar sesión|Panel|Chat de análisis|Análisis',
  nb: 'Laster…|Laster fortsatt…|Kunne ikke lastes.|Logget ut.|Ingen tilgang.|Prøv igjen|Logg inn|Dashbord|Analysechat|Analyse',
  en: 'Loading…|Still loading…|Could not load.|Signed out.|No access.|Try again|Sign in|Dashboard|Analytics chat|Analytics',
  vi: 'Đang tải…|Vẫn đang tải…|Không thể tải.|Đã đăng xuất.|Không có quyền.|Thử lại|Đăng nhập|Bảng điều khiển|Trò chuyện phân tích|Phân tích',
  fr: 'Chargement…|Toujours en cours…|Chargement échoué.|Session fermée.|Accès refusé.|Réessayer|Se connecter|Tableau de bord|Chat d’analyse|Analyse',
  pt: 'Carregando…|Ainda carregando…|Falha ao carregar.|Sessão encerrada.|Sem acesso.|Tentar novamente|Entrar|Painel|Chat de análise|Análise',
  sv: 'Läser in…|Läser fortfarande in…|Gick inte att läsa in.|Utloggad.|Ingen åtkomst.|Försök igen|Logga in|Dashboard|Analyschatt|Analys',
  ja: '読み込み中…|まだ読み込み中…|読み込めませんでした。|サインアウト済みです。|アクセス権がありません。|再試行|サインイン|ダッシュボード|分析チャット|分析',
  it: 'Caricamento…|Ancora in corso…|Impossibile caricare.|Sessione chiusa.|Nessun accesso.|Riprova|Accedi|Dashboard|Chat di analisi|Analisi',
  'pt-pt':
    'A carregar…|Ainda a carregar…|Falha ao carregar.|Sessão encerrada.|Sem acesso.|Tentar novamente|Iniciar sessão|Painel|Chat de análise|Análise',
};

/** Texts, and the language that they are in; empty where the host has given some of its own. */
export interface LocalizedMessages {
  readonly messages: Messages;
  readonly lang: string;
}

/** The language of an element's place in the page: the closest `lang`, through the hosts of shadow roots. */
function pageLanguage(element: Element): string {
  for (let place: Element | null = element; place;) {
    const closest: Element | null = place.closest('[lang]');
    if (closest) return closest.getAttribute('lang')!;
    const root = place.getRootNode();
    place = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** Finds a language by its tag (BCP 47), or by an alias of it: the region's own texts, or those of the language. */
function languageOf(tag: string): string | undefined {
  try {
    const {language, region} = new Intl.Locale(tag);
    const own = /^n[on]$/.test(language) ? 'nb' : language;
    return [`${own}-${region}`.toLowerCase(), own].find((key) => Object.hasOwn(languages, key));
  } catch {
    return undefined; // no language tag
  }
}

/**
 * Chooses the texts: of `locale`, of the page's language around the element, of the browser's languages, the first that
 * there are texts for; else English. The host's own replace any of them.
 */
export function messagesFor(
  element: Element,
  locale: string,
  own: Partial<Messages> | null | undefined,
): LocalizedMessages {
  let lang: string | undefined;
  for (const tag of [locale, pageLanguage(element), ...(navigator.languages ?? [])]) lang ||= tag && languageOf(tag);
  lang ||= 'en';
  const texts = languages[lang]!.split('|');
  const messages = Object.fromEntries(names.map((name, i) => [name, own?.[name] ?? texts[i]]));
  return {messages: messages as unknown as Messages, lang: own ? '' : lang};
}
