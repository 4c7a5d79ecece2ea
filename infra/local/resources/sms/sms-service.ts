import { AwsError, type AwsService, type Platform } from '#local/kernel.ts';
import { type JsonBody, jsonService, optionalTextOf, textOf } from '../json-service.ts';
import { storeSms } from './store-sms.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
/** What the simulator of the service refuses to deliver to (AWS End User Messaging SMS, "Simulator phone numbers"). */
const UNREACHABLE = '+14254147167';

/** The SMS service as AWS End User Messaging speaks it: SendTextMessage, with a configuration set of the template. */
export function smsService(platform: Platform): AwsService {
  return jsonService({
    signingName: 'sms-voice',
    targetPrefix: 'PinpointSMSVoiceV2',
    operations: {
      SendTextMessage: {
        access: (body) =>
          resourcesOf(platform, body).map((resource) => ({ action: 'sms-voice:SendTextMessage', resource })),
        run: async (body, call) => {
          requireConfigurationSet(platform, optionalTextOf(body, 'ConfigurationSetName'));
          const [to, text] = [textOf(body, 'DestinationPhoneNumber'), textOf(body, 'MessageBody')];
          if (!E164.test(to))
            throw new AwsError('ValidationException', 'The destination phone number is not valid.', 400, {
              Reason: 'FIELD_VALIDATION_FAILED',
              Fields: [{ Name: 'DestinationPhoneNumber', Message: 'must be in E.164 format' }],
            });
          if (to === UNREACHABLE)
            throw new AwsError('ConflictException', 'The destination phone number has opted out.', 400, {
              Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
              ResourceType: 'phone-number',
            });
          const from = textOf(body, 'OriginationIdentity');
          const { messageId } = await platform.activity.run('sms', () =>
            storeSms(platform, { to, from, text }, call.caller?.correlationId),
          );
          return { MessageId: messageId };
        },
      },
    },
  });
}

/** What the caller's role must allow: the sender and the configuration set, each by its ARN. */
function resourcesOf(platform: Platform, body: JsonBody): string[] {
  const set = optionalTextOf(body, 'ConfigurationSetName');
  const setArn = `arn:aws:sms-voice:${platform.region}:${platform.account}:configuration-set/${set}`;
  return [textOf(body, 'OriginationIdentity'), ...(set === undefined ? [] : [setArn])];
}

function requireConfigurationSet(platform: Platform, name: string | undefined): void {
  if (name === undefined || platform.resources('AWS::SMSVOICE::ConfigurationSet').some(({ ref }) => ref === name))
    return;
  throw new AwsError('ResourceNotFoundException', `The template has no configuration set "${name}" for SMS.`, 400, {
    ResourceType: 'configuration-set',
  });
}
