import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {isOnThisMachine, otherRecipes} from './support/other-recipes.js';
import {recipeCode} from './support/recipe-code.js';
import {printed, startProgram} from './support/recipe-program.js';

/** The functions of WordPress that the recipe calls, as its reference describes them: https://developer.wordpress.org/reference/ */
const wordpress = `<?php
define('CUBE_BASE_URL', getenv('CUBE_BASE_URL'));
define('CUBE_API_KEY', getenv('CUBE_API_KEY'));
$actions = $shortcodes = $routes = $modules = [];
function add_action($name, $run) { $GLOBALS['actions'][$name][] = $run; }
function do_action($name) { foreach ($GLOBALS['actions'][$name] ?? [] as $run) $run(); }
function add_shortcode($name, $run) { $GLOBALS['shortcodes'][$name] = $run; }
function shortcode_atts($defaults, $given) { return array_merge($defaults, array_intersect_key($given, $defaults)); }
function wp_enqueue_script_module($id, $url) { $GLOBALS['modules'][] = $url; }
function plugins_url($path, $file) { return '/wp-content/plugins/' . basename(dirname($file)) . '/' . $path; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url($url) { return preg_match('~^(https?://|/)~', $url) ? htmlspecialchars($url, ENT_QUOTES) : ''; }
function add_query_arg($name, $value, $url) { return $url . (str_contains($url, '?') ? '&' : '?') . "$name=$value"; }
function signed_in() { return $_COOKIE['user'] ?? null; }
function wp_create_nonce($action) { return substr(sha1("$action of " . signed_in()), 0, 10); }
function rest_url($path) { return 'http://' . $_SERVER['HTTP_HOST'] . "/wp-json/$path"; }
function register_rest_route($space, $path, $route) { $GLOBALS['routes']["/wp-json/$space$path"] = $route; }
function is_user_logged_in() { return signed_in() && ($_GET['_wpnonce'] ?? '') === wp_create_nonce('wp_rest'); }
function wp_get_current_user() { return new WP_User(signed_in()); }
function is_wp_error($value) { return $value instanceof WP_Error; }
function wp_json_encode($value) { return json_encode($value); }
function wp_remote_post($url, $options) {
    $headers = array_map(fn($name, $value) => "$name: $value", array_keys($options['headers']), $options['headers']);
    $context = stream_context_create(['http' => ['method' => 'POST', 'ignore_errors' => true, 'timeout' => $options['timeout'],
        'follow_location' => (int) ($options['redirection'] > 0), 'header' => $headers, 'content' => $options['body']]]);
    $body = @file_get_contents($url, false, $context, 0, $options['limit_response_size']);
    if ($body === false) return new WP_Error('http_request_failed', 'failed');
    $retryAfter = implode(preg_replace('/^retry-after: /i', '', preg_grep('/^retry-after:/i', $http_response_header)));
    return ['body' => $body, 'retry-after' => $retryAfter, 'response' => ['code' => (int) explode(' ', $http_response_header[0])[1]]];
}
function wp_remote_retrieve_body($answer) { return is_array($answer) ? $answer['body'] : ''; }
function wp_remote_retrieve_response_code($answer) { return is_array($answer) ? $answer['response']['code'] : ''; }
function wp_remote_retrieve_header($answer, $name) { return is_array($answer) ? $answer[$name] : ''; }
class WP_User { function __construct(public $ID) {} function has_cap($cap) { return $this->ID === '8' && $cap === 'edit_others_posts'; } }
class WP_Error {
    function __construct(public $code, public $message, public $data = []) {}
    function get_error_message() { return $this->message; }
}
class WP_REST_Response { function __construct(public $data, public $status, public $headers = []) {} }
class WP_REST_Request { function get_json_params() { return json_decode(file_get_contents('php://input'), true); } }

require __DIR__ . '/cube-embed.php';
$route = (do_action('rest_api_init') ?? $routes)[strtok($_SERVER['REQUEST_URI'], '?')] ?? null;
if (!$route) {
    do_action('wp_enqueue_scripts');
    exit($modules[0] . ' ' . $shortcodes['cube_dashboard'](['id' => $_GET['id'] ?? '', 'onload' => 'x()']));
}
$allowed = $_SERVER['REQUEST_METHOD'] === $route['methods'] && $route['permission_callback']();
$answer = $allowed ? $route['callback'](new WP_REST_Request()) : new WP_Error('rest_forbidden', 'no', ['status' => 401]);
http_response_code($answer->status ?? $answer->data['status']);
foreach ($answer->headers ?? [] as $name => $value) header("$name: $value");
exit(json_encode($answer instanceof WP_Error ? ['code' => $answer->code] : $answer->data));`;

if (!isOnThisMachine(otherRecipes['PHP'])) console.log('The recipe for WordPress is not run: no PHP on this machine.');
else {
  test('the recipe for WordPress keeps every rule of the route', async () => {
    const emulator = createEmulator();
    const cube = await emulator.listen();
    const program = {
      files: {'cube-embed.php': recipeCode('wordpress', 'php'), 'index.php': wordpress},
      command: ['sh', '-c', 'exec php -S 127.0.0.1:$PORT index.php'],
    };
    const settings = {CUBE_BASE_URL: cube.url, CUBE_API_KEY: defaultApiKey, CUBE_DEPLOYMENT_ID: '32'};
    try {
      await using site = await startProgram(program, settings);
      const headers = {cookie: 'user=7', 'content-type': 'application/json'};
      const page = await (await fetch(`${site.url}/?id=%22%3E%3Cscript%3E`, {headers})).text();
      assert.match(page, /cube-embed\.js <cube-embed dashboard-id="&quot;&gt;&lt;script&gt;" /);
      assert.ok(page.includes(`base-url="${cube.url}"`), page);
      assert.doesNotMatch(page, new RegExp(defaultApiKey));
      const [, endpoint = ''] = /session-endpoint="([^"]*)"/.exec(page) ?? [];

      const ask = async (url: string, request: object, cookie = headers.cookie) => {
        const answer = await fetch(url, {method: 'POST', headers: {...headers, cookie}, body: JSON.stringify(request)});
        const text = await answer.text();
        assert.doesNotMatch(text, new RegExp(defaultApiKey));
        return {
          status: answer.status,
          caching: answer.headers.get('cache-control'),
          retryAfter: answer.headers.get('retry-after'),
          text,
        };
      };
      const request = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial', externalId: 'victim'};
      assert.equal((await ask(endpoint, request, '')).status, 401);
      assert.equal((await ask(endpoint.replace(/\?.*/, ''), request)).status, 401);
      assert.equal((await ask(endpoint, {type: 'report'})).status, 400);
      const good = await ask(endpoint, request);
      assert.deepEqual([good.status, good.caching], [200, 'no-store']);
      const {sessionId, ...rest} = JSON.parse(good.text) as {sessionId: string};
      assert.deepEqual(rest, {baseUrl: cube.url, deploymentId: 32});
      assert.equal(emulator.ledger.session(sessionId)?.user, 'wp-7');

      const app = {type: 'app', reason: 'initial', creatorMode: true};
      assert.equal((await ask(endpoint, app)).status, 403);
      const [, editorsEndpoint = ''] =
        /session-endpoint="([^"]*)"/.exec(await (await fetch(site.url, {headers: {cookie: 'user=8'}})).text()) ?? [];
      assert.equal((await ask(editorsEndpoint, app, 'user=8')).status, 200);

      const status = (code: number, more = {}) =>
        ({
          do: 'status',
          status: code,
          body: {message: `Sentence ${code} of Cube about ${defaultApiKey}`},
          ...more,
        }) as const;
      for (const [fault, expected, logged] of [
        [status(401), 502, /Cube answered 401 \(wrong key\): .*Sentence 401 of Cube about \[api key\]/],
        [status(403), 502, /Cube answered 403: .*Sentence 403 of Cube about \[api key\]/],
        [status(429, {headers: {'retry-after': '17'}}), 429, /Cube answered 429/],
        [{do: 'redirect', to: `${site.url}/`}, 502, /Cube answered 30/],
        [{do: 'answer', body: '<html>'}, 502, /Cube answered 200: without a usable sessionId/],
        [{do: 'reset'}, 502, /Cube could not be reached/],
      ] as const) {
        emulator.faults.add({on: 'generate-session', ...fault});
        const refusal = await ask(endpoint, request);
        assert.equal(refusal.status, expected, `${logged}`);
        assert.equal(refusal.retryAfter, expected === 429 ? '17' : null);
        assert.doesNotMatch(refusal.text, /Sentence/);
        await printed(site, logged);
        emulator.faults.clear();
      }
      assert.doesNotMatch(site.output(), new RegExp(defaultApiKey));
    } finally {
      await emulator.close();
    }
  });
}
