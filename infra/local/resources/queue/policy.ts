import type { Platform } from '../../kernel.ts';
import { matchesArnPattern } from '../http-api/lambda-permission.ts';

/** Whether the queue policies of the templates let an AWS service send to a queue on behalf of `sourceArn`. */
export function serviceMaySend(
  platform: Platform,
  queue: { arn: string; url: string },
  principal: string,
  sourceArn: string,
): boolean {
  const statements = platform
    .resources('AWS::SQS::QueuePolicy')
    .filter(({ properties }) => list(properties.Queues).includes(queue.url))
    .flatMap(({ properties }) => list(properties.PolicyDocument?.Statement));
  // biome-ignore lint/suspicious/noExplicitAny: policy documents come as the template has them
  const applies = (effect: string) => (statement: any) =>
    statement.Effect === effect &&
    hasPrincipal(statement.Principal, principal) &&
    list(statement.Action).some((action) => matchesArnPattern(String(action).toLowerCase(), 'sqs:sendmessage')) &&
    list(statement.Resource).some((resource) => matchesArnPattern(String(resource), queue.arn)) &&
    conditionHolds(statement.Condition, { 'aws:sourcearn': sourceArn, 'aws:sourceaccount': platform.account });
  return statements.some(applies('Allow')) && !statements.some(applies('Deny'));
}

// biome-ignore lint/suspicious/noExplicitAny: policy documents come as the template has them
function hasPrincipal(statement: any, principal: string): boolean {
  if (statement === '*') return true;
  return list(statement?.AWS).includes('*') || list(statement?.Service).includes(principal);
}

/** Evaluates the few condition operators that queue policies use; an unknown one never holds for an Allow. */
function conditionHolds(
  condition: Record<string, Record<string, unknown>> | undefined,
  known: Record<string, string>,
): boolean {
  const context: Record<string, string> = { ...known, 'aws:securetransport': 'true' };
  return Object.entries(condition ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => {
      const value = context[key.toLowerCase()];
      if (value === undefined) return operator.endsWith('IfExists');
      const matches = list(wanted).some((one) =>
        /^(ArnEquals|ArnLike|StringLike)/.test(operator)
          ? matchesArnPattern(String(one), value)
          : String(one) === value,
      );
      return /Not(Equals|Like)/.test(operator) ? !matches : matches;
    }),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: policy documents come as the template has them
function list(value: any): any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
