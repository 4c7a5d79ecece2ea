import type { Platform } from '../../kernel.ts';
import { perPlatform } from './per-platform.ts';

/** Whether `text` matches an ARN pattern in which `*` stands for any characters and `?` for one. */
export function matchesArnPattern(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

/** The permissions of a platform by the name of the function they are about: each request asks twice, among hundreds. */
const permissionsOf = perPlatform((platform) => {
  const byFunction = new Map<string, Record<string, unknown>[]>();
  for (const { properties } of platform.resources('AWS::Lambda::Permission')) {
    const name = functionName(String(properties.FunctionName));
    byFunction.set(name, [...(byFunction.get(name) ?? []), properties]);
  }
  return byFunction;
});

/** Whether an AWS::Lambda::Permission of the templates lets `principal` invoke the function for `sourceArn`. */
export function mayInvoke(platform: Platform, functionArn: string, principal: string, sourceArn: string): boolean {
  const permissions = permissionsOf(platform).get(functionName(functionArn)) ?? [];
  return permissions.some((properties) => {
    if (properties.Principal !== principal) return false;
    if (properties.Action !== 'lambda:InvokeFunction' && properties.Action !== 'lambda:*') return false;
    if (properties.SourceAccount && properties.SourceAccount !== platform.account) return false;
    return !properties.SourceArn || matchesArnPattern(String(properties.SourceArn), sourceArn);
  });
}

/** The function's ARN inside an API Gateway invocation URI; a plain ARN stays as it is. */
export function functionArnOf(uri: string): string {
  return /\/functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

/** The name in a function ARN with or without a qualifier; a plain name stays as it is. */
function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
