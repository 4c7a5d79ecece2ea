import { expect, it } from 'vitest';
import { confirmSignUp, signUp } from '#contract/areas/auth.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { currentVersionOf } from '#domain/documents.ts';
import { callEndpoint } from '#testing/call.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler as confirmHandler } from './confirm-sign-up.ts';
import { handler as signUpHandler } from './sign-up.ts';

const { items } = prepareTestTable();
prepareTestUserPool((operation) =>
  operation === 'DescribeUserPoolClient'
    ? { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } }
    : { body: {} },
);

const email = 'nia@example.com';
const account = {
  ...{ as: 'influencer', email, password: 'a lamp beside 7 quiet harbours', name: 'Nia', country: 'DE' },
  consents: { terms: true, marketing: true },
};
const headers = { 'user-agent': 'curl/8.9.1', 'x-viewer-ip': '203.0.113.9' };

it('records which versions were accepted, when, and from where', async () => {
  const { cookies } = await callEndpoint(signUpHandler, signUp, { body: account, headers });
  const waiting = (await items()).find(({ _et }) => _et === 'pending_sign_up');
  const confirmed = await callEndpoint(confirmHandler, confirmSignUp, {
    ...{ body: { email, code: '123456' }, headers },
    cookies: [(cookies[0] ?? '').split(';')[0] ?? ''],
  });
  expect(confirmed.status).toBe(200);
  const opened = (await items()).find(({ type }) => type === 'AccountOpened');
  const versions = { terms: currentVersionOf('terms').version, privacy: currentVersionOf('privacy').version };
  expect((await findOne(userRef(String(waiting?.userId))))?.consents).toEqual({
    accepted: {
      terms: { version: versions.terms, at: waiting?.termsAt },
      privacy: { version: versions.privacy, at: waiting?.termsAt },
    },
    marketing: true,
  });
  expect(opened).toMatchObject({
    data: { accepted: Object.entries(versions).map(([document, version]) => ({ document, version })), marketing: true },
    source: { address: '203.0.113.9', device: 'curl' },
  });
});

it('is refused to who does not accept', async () => {
  const refused = await callEndpoint(signUpHandler, signUp, { body: { ...account, consents: { terms: false } } });
  expect(refused).toMatchObject({ status: 400, body: { issues: [{ path: 'consents.terms' }] } });
});
