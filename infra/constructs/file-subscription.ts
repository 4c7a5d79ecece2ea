import type { Construct } from 'constructs';
import { QUARANTINE_FOLDER } from './grant-statements.ts';
import { RuleFunction, type RuleFunctionProps } from './rule-function.ts';

const IN_QUARANTINE = [{ prefix: QUARANTINE_FOLDER }];

/**
 * A function that is told of every new object in quarantine and, where GuardDuty scans them, of every scan that ended. Both are told to the account's default
 * bus, so the rule is on that one.
 */
export class FileSubscription extends RuleFunction {
  constructor(scope: Construct, props: RuleFunctionProps) {
    const bucket = [props.ids.filesBucket];
    const arrival = {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: bucket }, object: { key: IN_QUARANTINE } },
    };
    const scanEnd = {
      source: ['aws.guardduty'],
      'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
      detail: { s3ObjectDetails: { bucketName: bucket, objectKey: IN_QUARANTINE } },
    };
    const isScanned = props.settings.malwareScan === 'guardduty';
    super(scope, props, { eventPattern: isScanned ? { $or: [arrival, scanEnd] } : arrival });
  }
}
