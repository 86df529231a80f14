import type { Reporter, TestCase } from 'vitest/node';

/** Names each test that was skipped, and why: the other reporters are silent about it where the rest of a file passes. */
export default class Skipped implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state !== 'skipped') return;
    process.stdout.write(
      `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${result.note ?? 'see above'}\n`,
    );
  }
}
