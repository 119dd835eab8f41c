import {writeFileSync} from 'node:fs';

const count = (suite, passed) =>
  suite.tests.filter((test) => !test.skipped && test.passed === passed).length +
  suite.suites.reduce((sum, inner) => sum + count(inner, passed), 0);

/** Says which browsers ran how many tests, which did not and why, and leaves the counts for the closing line of `npm test`. */
export const countReporter = (browsers, unused) => ({
  onTestRunFinished({sessions}) {
    const total = {passed: 0, failed: 0};
    for (const name of new Set(sessions.map((session) => session.browser.name))) {
      const suites = sessions.filter((s) => s.browser.name === name && s.testResults).map((s) => s.testResults);
      const passed = suites.reduce((sum, suite) => sum + count(suite, true), 0);
      const failed = suites.reduce((sum, suite) => sum + count(suite, false), 0);
      console.log(`${name}: ${passed} tests passed, ${failed} failed`);
      total.passed += passed;
      total.failed += failed;
    }
    total.failed += sessions.filter((session) => session.errors.length).length;
    console.log(`Browsers: ${browsers.join(', ')}${unused.length ? `; not run: ${unused.join(', ')}` : ''}`);
    if (process.env.COUNT_FILE) writeFileSync(process.env.COUNT_FILE, JSON.stringify(total));
  },
});
