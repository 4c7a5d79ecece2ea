import type { Platform } from '#local/kernel.ts';

/** An event that AWS itself puts on the account's default bus. */
export interface AwsEvent {
  /** e.g. 'aws.s3' */
  source: string;
  /** e.g. 'Object Created' */
  detailType: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** Puts an event of an AWS service on the default bus, as the platform; throws when the bus does not take it. */
export async function publishAwsEvent(platform: Platform, event: AwsEvent): Promise<void> {
  const entry = {
    Source: event.source,
    DetailType: event.detailType,
    Resources: event.resources,
    Detail: JSON.stringify(event.detail),
    Time: platform.clock.now() / 1000,
  };
  const answer = await platform.service('events').handle({
    service: 'events',
    target: 'PutEvents',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
    body: Buffer.from(JSON.stringify({ Entries: [entry] })),
    caller: { functionName: 'platform', roleArn: `arn:aws:iam::${platform.account}:role/platform` },
  });
  const failed = JSON.parse(String(answer.body ?? '{}')).FailedEntryCount ?? 0;
  if (answer.status !== 200 || failed > 0)
    throw new Error(`The bus refused the event ${event.source} "${event.detailType}": ${String(answer.body)}`);
}
