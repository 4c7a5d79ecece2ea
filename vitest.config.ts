import { defineConfig } from 'vitest/config';

const env = {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_REGION: 'us-east-1',
  PLATFORM_COUNTRY: 'DE',
  BREACHED_PASSWORDS_URL: 'none',
};
const common = {
  environment: 'node' as const,
  env,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** The four kinds of tests; the suffix of a file says which kind it is. */
export default defineConfig({
  test: {
    // The log of a test that passed is noise.
    silent: 'passed-only',
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
      {
        test: {
          ...common,
          name: 'app',
          include: ['infra/**/*.app.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          ...common,
          name: 'browser',
          include: ['web/**/*.browser.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
