import { S3Client } from '@aws-sdk/client-s3';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach } from 'vitest';

const ENVIRONMENT = {
  FILES_BUCKET: 'files-test',
  MALWARE_SCAN: 'embedded',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

/** The store of files for the tests of this file: it notes what is asked of it and answers what a test says. */
export function prepareTestFiles(): AwsClientStub<S3Client> {
  const store = mockClient(S3Client);
  const before = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, process.env[name]]));
  beforeAll(() => void Object.assign(process.env, ENVIRONMENT));
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  beforeEach(() => void store.reset());
  return store;
}
