/**
 * The element's texts in the languages that Cube ships (https://docs.cube.dev/embedding/iframe/localization): loading,
 * slow, failed, signed out, forbidden, retry, dashboard, chat, app. One text each keeps them small: short, neutral
 * sentences that hold for every region, so that `es` serves es-ES and es-MX; Portuguese differs, and is there twice.
 */
export const languages: Readonly<Record<string, string>> = {
  en: 'Loading…|This is taking longer than usual.|This could not be loaded.|You are signed out.|You do not have access.|Try again|Dashboard|Analytics chat|Analytics',
  de: 'Wird geladen…|Das dauert länger als üblich.|Das konnte nicht geladen werden.|Sie sind abgemeldet.|Sie haben keinen Zugriff.|Erneut versuchen|Dashboard|Analyse-Chat|Analyse',
  es: 'Cargando…|Está tardando más de lo habitual.|No se pudo cargar.|La sesión está cerrada.|No tiene acceso.|Reintentar|Panel|Chat de análisis|Análisis',
  fr: 'Chargement…|C’est plus long que d’habitude.|Le chargement a échoué.|La session est fermée.|Vous n’avez pas accès.|Réessayer|Tableau de bord|Chat d’analyse|Analyse',
  it: 'Caricamento…|Ci vuole più tempo del solito.|Impossibile caricare.|La sessione è chiusa.|Accesso non consentito.|Riprova|Dashboard|Chat di analisi|Analisi',
  ja: '読み込み中…|通常より時間がかかっています。|読み込めませんでした。|サインアウトしています。|アクセス権がありません。|再試行|ダッシュボード|分析チャット|分析',
  nb: 'Laster…|Dette tar lengre tid enn vanlig.|Dette kunne ikke lastes.|Du er logget ut.|Du har ikke tilgang.|Prøv igjen|Dashbord|Analysechat|Analyse',
  pt: 'Carregando…|Está demorando mais que o normal.|Não foi possível carregar.|A sessão está encerrada.|Você não tem acesso.|Tentar novamente|Painel|Chat de análise|Análise',
  'pt-pt':
    'A carregar…|Está a demorar mais do que o habitual.|Não foi possível carregar.|A sessão está encerrada.|Não tem acesso.|Tentar novamente|Painel|Chat de análise|Análise',
  sv: 'Läser in…|Det tar längre tid än vanligt.|Det gick inte att läsa in.|Du är utloggad.|Du har inte åtkomst.|Försök igen|Dashboard|Analyschatt|Analys',
  vi: 'Đang tải…|Quá trình này lâu hơn bình thường.|Không thể tải.|Bạn đã đăng xuất.|Bạn không có quyền truy cập.|Thử lại|Bảng điều khiển|Trò chuyện phân tích|Phân tích',
};
