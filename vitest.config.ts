import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const env = {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_REGION: 'us-east-1',
  PLATFORM_COUNTRY: 'DE',
  SCREENING: 'embedded',
  BREACHED_PASSWORDS_URL: 'none',
};
const common = {
  environment: 'node' as const,
  env,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** Each of these files has a platform of its own, which waits for a third of its time: three at a time keep two cores busy, whichever kind they are. */
const withPlatform = {
  ...common,
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
  globalSetup: ['infra/local/journeys/launch-browser.ts'],
  // Virtual days go by, on a machine that is busy with the other files: what hangs is ended, what is slow is not.
  testTimeout: 600_000,
  hookTimeout: 600_000,
};

/** What takes a minute and more, the longest first: begun last, it would run alone while the other worker has nothing left to do. */
const LONGEST = [
  ...['matrix.app', 'deal.browser', 'accounts.browser', 'performance.browser', 'kill-money.app', 'edge.app'],
  ...['kill-campaign.app', 'pulls.app', 'story.app'],
  ...['first-seeds', 'second-seeds', 'application.template'],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.indexOf(basename(moduleId).replace(/\.test\.tsx?$/, ''));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

const UNIT = '**/*.test.{ts,tsx}';
const OTHER_KINDS = '**/*.{app,template,browser}.test.ts';
/** What is pure leaves nothing behind in its modules: its tests share them instead of loading each file's anew, which took longer than the tests. */
const PURE = `shared/{domain,contract,providers}/${UNIT}`;

/** The four kinds of tests; the suffix of a file says which kind it is. */
export default defineConfig({
  test: {
    // The log of a test that passed is noise.
    silent: 'passed-only',
    // By itself it leaves one core free, which on a machine of two is half of it.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: [`{shared,functions,workflows,infra,web}/${UNIT}`],
          exclude: [PURE, OTHER_KINDS, '**/node_modules/**'],
        },
      },
      { test: { ...common, name: 'unit, pure', include: [PURE], exclude: [OTHER_KINDS], isolate: false } },
      { test: { ...common, name: 'template', include: ['infra/**/*.template.test.ts'], hookTimeout: 120_000 } },
      { test: { ...withPlatform, name: 'app', include: ['infra/**/*.app.test.ts'] } },
      { test: { ...withPlatform, name: 'browser', include: ['web/**/*.browser.test.ts'] } },
    ],
  },
});
