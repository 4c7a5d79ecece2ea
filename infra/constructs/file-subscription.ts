import type { Construct } from 'constructs';
import { RuleFunction, type RuleFunctionProps } from './rule-function.ts';

/** Below which folder of the files bucket a new object concerns the functions of functions/files. */
const WATCHED_FOLDER = 'quarantine/';

/** A function that is told of every new object in quarantine. S3 tells the account's default bus, so the rule is on that one. */
export class FileSubscription extends RuleFunction {
  constructor(scope: Construct, props: RuleFunctionProps) {
    super(scope, props, {
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [props.ids.filesBucket] }, object: { key: [{ prefix: WATCHED_FOLDER }] } },
      },
    });
  }
}
