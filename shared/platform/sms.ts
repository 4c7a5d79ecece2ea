import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';

export interface Sms {
  /** E.164. */
  to: string;
  text: string;
  /** Who it comes from: ARN of a phone number, a pool or a sender id of the account. */
  sender: string;
  /** Name of the configuration set, which says to which countries may be sent. */
  configurationSet: string;
  /** It is not delivered later than this, seconds. */
  goodForSeconds: number;
}

/** The SMS service did not take a message: for what the number is, or for what it is like itself at the moment. */
export class SmsError extends Error {
  override readonly name = 'SmsError';
  readonly refusal: 'number' | 'unavailable';
  constructor(refusal: SmsError['refusal'], message: string) {
    super(message);
    this.refusal = refusal;
  }
}

/** Reasons of the service that lie in the number (AWS End User Messaging SMS, ValidationException and ConflictException). */
const ABOUT_THE_NUMBER: readonly unknown[] = [
  'DESTINATION_COUNTRY_BLOCKED',
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
];
const UNAVAILABLE: readonly string[] = [
  'InternalServerException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'TimeoutError',
];

let client: PinpointSMSVoiceV2Client | undefined;

/** Sends one SMS; throws SmsError when the number cannot be reached or the service is not able to, and whatever else the service answers. */
export async function sendSms({ to, text, sender, configurationSet, goodForSeconds }: Sms): Promise<void> {
  // A repeat after an answer that was lost would be a second SMS.
  client ??= new PinpointSMSVoiceV2Client({ maxAttempts: 1 });
  const command = new SendTextMessageCommand({
    DestinationPhoneNumber: to,
    OriginationIdentity: sender,
    MessageBody: text,
    MessageType: 'TRANSACTIONAL',
    ConfigurationSetName: configurationSet,
    TimeToLive: goodForSeconds,
  });
  await client.send(command).catch((error: unknown) => Promise.reject(smsError(error)));
}

function smsError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { Reason, Fields } = error as { Reason?: unknown; Fields?: { Name?: string }[] };
  const isAboutNumber =
    ABOUT_THE_NUMBER.includes(Reason) || Fields?.some(({ Name }) => Name === 'DestinationPhoneNumber');
  if (isAboutNumber) return new SmsError('number', String(Reason ?? error.name));
  return UNAVAILABLE.includes(error.name) ? new SmsError('unavailable', error.name) : error;
}
