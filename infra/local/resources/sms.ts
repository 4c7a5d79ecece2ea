import type { Platform, ResourceType } from '#local/kernel.ts';
import { smsService } from './sms/sms-service.ts';
import { clearSms } from './sms/store-sms.ts';

export { listSms } from './sms/store-sms.ts';

const served = new WeakSet<Platform>();

/** The types of the SMS area: a configuration set brings the service to life. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::SMSVOICE::ConfigurationSet',
    identify: ({ stack, logicalId, properties }, { account, region }) => {
      const name =
        typeof properties.ConfigurationSetName === 'string' ? properties.ConfigurationSetName : `${stack}-${logicalId}`;
      return { ref: name, attributes: { Arn: `arn:aws:sms-voice:${region}:${account}:configuration-set/${name}` } };
    },
    start: async (_resource, platform) => {
      if (!served.has(platform)) {
        served.add(platform);
        platform.addService(smsService(platform));
      }
      return { reset: () => clearSms(platform) };
    },
  },
  {
    // To which countries may be sent is the carriers' business; nothing leaves this machine.
    type: 'AWS::SMSVOICE::ProtectConfiguration',
    identify: ({ stack, logicalId }, { account, region }) => {
      const id = `protect-${stack}-${logicalId}`;
      const Arn = `arn:aws:sms-voice:${region}:${account}:protect-configuration/${id}`;
      return { ref: id, attributes: { ProtectConfigurationId: id, Arn } };
    },
    start: async () => undefined,
  },
];
