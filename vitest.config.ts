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

/** Each of these files has a platform of its own, which keeps about one core busy: two at a time, whichever kind they are. */
const withPlatform = {
  ...common,
  maxWorkers: 2,
  sequence: { groupOrder: 1 },
  globalSetup: ['infra/local/journeys/launch-browser.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
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
          include: ['{shared,functions,workflows,infra,web}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{app,template,browser}.test.ts', '**/node_modules/**'],
        },
      },
      { test: { ...common, name: 'template', include: ['infra/**/*.template.test.ts'], hookTimeout: 120_000 } },
      { test: { ...withPlatform, name: 'app', include: ['infra/**/*.app.test.ts'] } },
      { test: { ...withPlatform, name: 'browser', include: ['web/**/*.browser.test.ts'] } },
    ],
  },
});
