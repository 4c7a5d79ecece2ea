import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { listSms, resourceTypes } from './sms.ts';

const SENDER = 'arn:aws:sms-voice:us-east-1:000000000000:sender-id/ACCORD/DE';
let bench: ServiceBench;
let service: PinpointSMSVoiceV2Client;

beforeEach(async () => {
  bench = await openServiceBench();
  const set =
    resourceTypes.find(({ type }) => type === 'AWS::SMSVOICE::ConfigurationSet') ?? expect.fail('no such type');
  await bench.start(set, 'Codes', { ConfigurationSetName: 'codes' });
  service = new PinpointSMSVoiceV2Client({ ...bench.clientConfig, maxAttempts: 1 });
});

afterEach(async () => {
  service.destroy();
  await bench.close();
});

const send = (to: string, set = 'codes') =>
  service.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: to,
      OriginationIdentity: SENDER,
      MessageBody: '123456 is your code.',
      ConfigurationSetName: set,
    }),
  );

test('a message is shown and nowhere sent, newest first, by the number when asked', async () => {
  const { MessageId } = await send('+15550100001');
  await send('+15550100002');
  expect((await listSms(bench.platform)).map(({ to }) => to)).toEqual(['+15550100002', '+15550100001']);
  expect(await listSms(bench.platform, { to: '+15550100001' })).toMatchObject([
    { messageId: MessageId, text: '123456 is your code.', from: SENDER },
  ]);
  expect(bench.traces[0]).toMatchObject({ kind: 'sms.sent', data: { to: '+15550100001', messageId: MessageId } });
});

test('the caller needs the right to the sender and to the configuration set, each by name', async () => {
  await send('+15550100001');
  expect(bench.asked).toEqual([
    `sms-voice:SendTextMessage ${SENDER}`,
    'sms-voice:SendTextMessage arn:aws:sms-voice:us-east-1:000000000000:configuration-set/codes',
  ]);
});

test.each([
  ['what is no number', '+49', 'codes', { name: 'ValidationException' }],
  [
    'the simulator’s number that takes nothing',
    '+14254147167',
    'codes',
    { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
  ],
  [
    'a configuration set that the template does not have',
    '+15550100001',
    'others',
    { name: 'ResourceNotFoundException' },
  ],
])('refuses %s', async (_what, to, set, refusal) => {
  await expect(send(to, set)).rejects.toMatchObject(refusal);
  expect(await listSms(bench.platform)).toEqual([]);
});
