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
  /** SES has verified the domain, so the user pool may send through it too. */
  mailDomainVerified: boolean;
  /** The site's own domain, for which there is an edge stack. */
  domain?: string;
  /** ARN of the domain's certificate; without it the site lives under the distribution's name. */
  certificateArn?: string;
  /** ARN of the web ACL of the edge stack, which lives in us-east-1. */
  webAclArn?: string;
  /** Origins that may upload to the files bucket from a browser; S3 allows one `*` in each. */
  uploadOrigins: string[];
  /** Requests per second the whole API takes, and the burst on top. */
  throttle: { ratePerSecond: number; burst: number };
  /** What the social platforms call this application; public by nature. */
  socialClientIds: Record<'instagram' | 'youtube' | 'tiktok', string>;
  /** Publishable by nature; handed to the browser in config.json. */
  stripePublishableKey: string;
}

/** `Accord-<stage>-<Name>` */
export function stackName({ stage }: StageSettings, name: string): string {
  return `Accord-${stage}-${name}`;
}
