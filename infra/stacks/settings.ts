import type { Environment } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between the stages; infra/app.ts alone says which stage has what. */
export interface StageSettings {
  /** Part of every physical name: letters, digits and dashes. */
  stage: string;
  /** Only where known; otherwise the account and region of whoever deploys. */
  env?: Environment;
  /** Data outlives its stack: retained resources and deletion protection. */
  keepData: boolean;
  logRetention: RetentionDays;
  /** Domain that mail is sent from. */
  mailDomain: string;
  /** Codes are sent by SMS: from what (ARN of a phone number, pool or sender id of the account), and to which countries. None are where it is absent. */
  sms?: { sender: string; countries: readonly string[] };
  /** SES has verified the domain, so the user pool may send through it too. */
  mailDomainVerified: boolean;
  /** The site's own domain. */
  domain?: string;
  /** ARN of the domain's certificate; without it the site lives under the distribution's name. */
  certificateArn?: string;
  /** The edge stack makes the certificate of the domain; false for one that exists already. */
  makesCertificate: boolean;
  /** The domain's zone in Route 53, where the certificate is proven and the site is named; without it that is done by hand. */
  hostedZone?: { hostedZoneId: string; zoneName: string };
  /** The edge stack makes a web ACL. */
  makesWebAcl: boolean;
  /** ARN of the web ACL of the edge stack, which lives in us-east-1. */
  webAclArn?: string;
  /** One secret holds what the providers gave us, as JSON, instead of one each: for stages that may cost next to nothing. */
  sharesProviderSecret: boolean;
  /** What the audit log's heads are locked by: nobody can take the lock off in compliance mode, somebody with a right of their own in governance mode. */
  auditLock: { mode: 'compliance' | 'governance'; days: number };
  /** Alarms watch the stage. */
  hasAlarms: boolean;
  /** Who is mailed when an alarm goes off or the budget runs out. */
  operationsEmail?: string;
  /** What the account may cost in a month, US dollars, before somebody is told. */
  monthlyBudgetUsd: number;
  /** Origins that may upload to the files bucket from a browser; S3 allows one `*` in each. */
  uploadOrigins: string[];
  /** Requests per second the whole API takes, and the burst on top. */
  throttle: { ratePerSecond: number; burst: number };
  /** What the social platforms call this application; public by nature. */
  socialClientIds: Record<'instagram' | 'youtube' | 'tiktok', string>;
  /** What the providers of social log-in call this application; public by nature. A provider without one is not offered. */
  logInClientIds: Partial<Record<'google' | 'linkedin', string>>;
  /** Name of the user pool's own pages below amazoncognito.com, where the default is taken. */
  logInDomainPrefix?: string;
  /** Who says whether an upload may leave quarantine: Amazon GuardDuty, or what is embedded, which looks at a few bytes and scans nothing. */
  malwareScan: 'guardduty' | 'embedded';
  /** Who screens texts, pictures and films: Amazon Comprehend and Rekognition, or what is embedded, which knows words alone. */
  screening: 'aws' | 'embedded';
  /** A service that is asked about new passwords by ranges of hashes; none is where it is absent. */
  breachedPasswordsUrl?: string;
  /** The platform's fee table by volume, as checked JSON. */
  feeTiers: string;
  /** Where webhooks may be sent: to this machine as well only where everything runs on it. */
  webhookTargets: 'public' | 'public-and-loopback';
  /**
   * Where the business is that owns the account at the payment provider, ISO 3166-1 alpha-2. Payments are charges on that account, so how long money may be
   * held follows from its country.
   */
  platformCountry: string;
  /** Its VAT or tax number: with one, the platform's fees contain the tax that the rules ask for. */
  platformTaxNumber?: string;
  /** Publishable by nature; handed to the browser in config.json. */
  stripePublishableKey: string;
}

/** `Accord-<stage>-<Name>` */
export function stackName({ stage }: StageSettings, name: string): string {
  return `Accord-${stage}-${name}`;
}
