import {writeFileSync} from 'node:fs';

const testsOf = (suite) => [...suite.tests.filter((test) => !test.skipped), ...suite.suites.flatMap(testsOf)];

/** Prints how many tests each browser ran, and which browsers did not run and why. Writes the counts and the failures into a file for `npm test`. */
export const countReporter = (browsers, unused) => ({
  onTestRunFinished({sessions}) {
    const total = {passed: 0, failed: 0, failures: []};
    for (const browser of new Set(sessions.map((session) => session.browser.name))) {
      let passed = 0;
      const failures = [];
      for (const {testFile: file, testResults, errors} of sessions.filter((s) => s.browser.name === browser)) {
        const tests = testResults ? testsOf(testResults) : [];
        passed += tests.filter((test) => test.passed).length;
        failures.push(...tests.filter((test) => !test.passed).map(({name}) => ({file, name: `${name} (${browser})`})));
        if (errors.length) failures.push({file, name: `${file} (${browser})`});
      }
      console.log(`${browser}: ${passed} tests passed, ${failures.length} failed`);
      total.passed += passed;
      total.failed += failures.length;
      total.failures.push(...failures);
    }
    console.log(`Browsers: ${browsers.join(', ')}${unused.length ? `; not run: ${unused.join(', ')}` : ''}`);
    if (process.env.COUNT_FILE) writeFileSync(process.env.COUNT_FILE, JSON.stringify(total));
  },
});
