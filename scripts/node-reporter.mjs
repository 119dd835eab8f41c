import {writeFileSync} from 'node:fs';

/** For Node's test runner: prints each failure with its cause, then the counts, and writes both into a file for `npm test`. */
export default async function* nodeReporter(events) {
  const total = {passed: 0, failed: 0, failures: []};
  const skipped = [];
  for await (const {type, data} of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite fails with its tests, which are counted by themselves.
    const {details, name, file, line} = data;
    if (data.skip !== undefined || data.todo !== undefined) skipped.push(name);
    const isSuite = details.type === 'suite';
    if (type === 'test:pass') total.passed += isSuite ? 0 : 1;
    else if (!isSuite || details.error?.failureType === 'hookFailed') {
      total.failed += 1;
      total.failures.push({file, name});
      const cause = details.error?.cause;
      yield `✖ ${name} (${file}:${line})\n${cause?.stack ?? cause ?? details.error?.message}\n`;
    }
  }
  if (skipped.length) {
    total.failed += skipped.length;
    process.exitCode = 1;
    yield `No test may be skipped: ${skipped.join(', ')}\n`;
  }
  yield `Node: ${total.passed} tests passed, ${total.failed} failed\n`;
  if (process.env.COUNT_FILE) writeFileSync(process.env.COUNT_FILE, JSON.stringify(total));
}
