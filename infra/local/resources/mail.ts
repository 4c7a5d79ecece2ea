import type { Platform, ResourceType, RunningResource } from '#local/kernel.ts';
import { mailService } from './mail/mail-service.ts';
import { clearMail } from './mail/store-mail.ts';

export { mailInboxHandler } from './mail/inbox-page.ts';
export { listMail, type OutgoingMail, readMail, type StoredMail, storeMail } from './mail/store-mail.ts';

const served = new WeakSet<Platform>();

async function startMail(platform: Platform): Promise<RunningResource> {
  if (!served.has(platform)) {
    served.add(platform);
    platform.addService(mailService(platform));
  }
  return { reset: () => clearMail(platform) };
}

/** The types of the mail area: identities and configuration sets bring the mail service to life. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::SES::EmailIdentity',
    identify: ({ logicalId, properties }) => {
      const identity = typeof properties.EmailIdentity === 'string' ? properties.EmailIdentity : logicalId;
      const dkim = Object.fromEntries(
        [1, 2, 3].flatMap((n) => [
          [`DkimDNSTokenName${n}`, `local${n}._domainkey.${identity}`],
          [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
        ]),
      );
      return { ref: identity, attributes: dkim };
    },
    start: (_resource, platform) => startMail(platform),
  },
  {
    type: 'AWS::SES::ConfigurationSet',
    identify: ({ stack, logicalId, properties }) => {
      const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
      return { ref: name, attributes: {} };
    },
    start: (_resource, platform) => startMail(platform),
  },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    identify: ({ stack, logicalId }) => ({ ref: `${stack}-${logicalId}`, attributes: { Id: `${stack}-${logicalId}` } }),
    start: async () => undefined,
  },
  {
    type: 'AWS::SES::Template',
    identify: ({ stack, logicalId }) => ({ ref: `${stack}-${logicalId}`, attributes: { Id: `${stack}-${logicalId}` } }),
    start: async () => undefined,
  },
];
