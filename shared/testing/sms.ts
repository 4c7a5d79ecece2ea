import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect } from 'vitest';

const SETTINGS = {
  SMS_SENDER: 'arn:aws:sms-voice:us-east-1:000000000000:sender-id/ACCORD/DE',
  SMS_CONFIGURATION_SET: 'accord-test-codes',
  SITE_ORIGIN: 'https://accord.example',
};

/** What left for phones in the tests of a file. */
export interface TestSms {
  /** Messages to a number, oldest first. */
  sentTo(number: string): { text: string; sender: string; configurationSet: string; goodForSeconds: number }[];
  /** The six digits of the newest one. */
  codeOf(number: string): string;
  /** The service refuses with this error from now on, until the next test. */
  refuse(error: { name: string; Reason?: string }): void;
}

/** A deployment that sends codes by SMS, for the tests of a file. */
export function prepareTestSms(): TestSms {
  const before = Object.keys(SETTINGS).map((name) => [name, process.env[name]] as const);
  const service = mockClient(PinpointSMSVoiceV2Client);
  beforeEach(() => {
    Object.assign(process.env, SETTINGS);
    service.reset();
    service.on(SendTextMessageCommand).resolves({ MessageId: 'm' });
  });
  afterAll(() => {
    service.restore();
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  const sentTo: TestSms['sentTo'] = (number) =>
    service
      .commandCalls(SendTextMessageCommand)
      .map(({ args }) => args[0].input)
      .filter(({ DestinationPhoneNumber }) => DestinationPhoneNumber === number)
      .map(({ MessageBody = '', OriginationIdentity = '', ConfigurationSetName = '', TimeToLive = 0 }) => ({
        text: MessageBody,
        sender: OriginationIdentity,
        configurationSet: ConfigurationSetName,
        goodForSeconds: TimeToLive,
      }));
  return {
    sentTo,
    codeOf: (number) => /^\d{6}/.exec(sentTo(number).at(-1)?.text ?? '')?.[0] ?? expect.fail(`no SMS to ${number}`),
    refuse: (error) => service.on(SendTextMessageCommand).rejects(Object.assign(new Error('refused'), error)),
  };
}
