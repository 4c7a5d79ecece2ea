import { expect, it } from 'vitest';
import { proofOf } from '#runtime/log-in-proof.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { handler } from './ask-for-proof.ts';

prepareTestSecrets();

const base = {
  version: '1',
  region: 'us-east-1',
  userPoolId: 'us-east-1_tests',
  userName: 'usr_1',
  callerContext: { awsSdkVersion: 'x', clientId: 'c' },
};
const ask = async (trigger: string, request: object) => {
  const event = { ...base, triggerSource: `${trigger}_Authentication`, request, response: {} };
  return (await handler(event as never)).response as Record<string, unknown>;
};
const round = (challengeResult: boolean) => ({ challengeName: 'CUSTOM_CHALLENGE', challengeResult });

it.each([
  ['asks first', { session: [] }, { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false }],
  ['lets in who answered right', { session: [round(true)] }, { issueTokens: true, failAuthentication: false }],
  ['gives no second try', { session: [round(false)] }, { issueTokens: false, failAuthentication: true }],
  ['takes no right answer after a wrong one', { session: [round(false), round(true)] }, { issueTokens: false }],
  [
    'lets in nobody whom the pool does not know',
    { session: [round(true)], userNotFound: true },
    { issueTokens: false },
  ],
  [
    'takes no other challenge for its own',
    { session: [{ ...round(true), challengeName: 'SRP_A' }] },
    { issueTokens: false },
  ],
])('%s', async (_rule, request, response) => {
  expect(await ask('DefineAuthChallenge', request)).toMatchObject(response);
});

it('asks something new each time, and keeps the answer to itself', async () => {
  const [first, second] = [await ask('CreateAuthChallenge', {}), await ask('CreateAuthChallenge', {})];
  const question = String((first.publicChallengeParameters as { question: string }).question);
  expect(question).toMatch(/^[\w-]{43}$/);
  expect(second.publicChallengeParameters).not.toEqual(first.publicChallengeParameters);
  expect(first.privateChallengeParameters).toEqual({ answer: await proofOf('usr_1', question) });
  expect(JSON.stringify(first.publicChallengeParameters)).not.toContain(await proofOf('usr_1', question));
});

it('takes the answer for this user and this question, and no other', async () => {
  const answer = await proofOf('usr_1', 'q');
  const verify = (challengeAnswer: string, kept: object = { answer }) =>
    ask('VerifyAuthChallengeResponse', { privateChallengeParameters: kept, challengeAnswer });
  expect(await verify(answer)).toEqual({ answerCorrect: true });
  for (const wrong of [await proofOf('usr_2', 'q'), await proofOf('usr_1', 'p'), '', 'q'])
    expect(await verify(wrong)).toEqual({ answerCorrect: false });
  expect(await verify('', {})).toEqual({ answerCorrect: false });
});
