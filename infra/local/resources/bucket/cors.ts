import type { AwsAnswer, Platform, ResolvedResource } from '#local/kernel.ts';
import { AwsError } from '#local/kernel.ts';
import type { UnsignedCall } from '../json-service.ts';
import { errorAnswer } from './xml.ts';

interface CorsRule {
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders?: string[];
  ExposedHeaders?: string[];
  MaxAge?: number | string;
}

/** The answer to a preflight, by the bucket's rules in the template; 403 when none fits. */
export function preflightAnswer(platform: Platform, bucket: ResolvedResource, call: UnsignedCall): AwsAnswer {
  const asked = (call.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const headers = asked.filter((name) => name !== '');
  const rule = findRule(
    platform,
    bucket,
    call.headers.origin,
    call.headers['access-control-request-method'] ?? '',
    headers,
  );
  if (!rule)
    return errorAnswer(
      new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403),
      'OPTIONS',
    );
  const allowed = {
    'access-control-allow-headers': headers.join(', '),
    ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
  };
  return { status: 200, headers: { ...originHeaders(rule, call.headers.origin ?? ''), ...allowed } };
}

/** The CORS headers of an ordinary answer; none when the request has no origin or no rule fits. */
export function corsHeaders(platform: Platform, bucket: ResolvedResource, call: UnsignedCall): Record<string, string> {
  const rule = findRule(platform, bucket, call.headers.origin, call.method, []);
  return rule ? originHeaders(rule, call.headers.origin ?? '') : {};
}

function findRule(
  platform: Platform,
  bucket: ResolvedResource,
  origin: string | undefined,
  method: string,
  headers: string[],
): CorsRule | undefined {
  const rules: CorsRule[] = bucket.properties.CorsConfiguration?.CorsRules ?? [];
  if (origin === undefined) return undefined;
  return rules.find(
    (rule) =>
      rule.AllowedOrigins.some((pattern) => fits(platform.substituteOrigins(pattern), origin)) &&
      rule.AllowedMethods.includes(method) &&
      headers.every((header) => (rule.AllowedHeaders ?? []).some((pattern) => fits(pattern.toLowerCase(), header))),
  );
}

function originHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const everyone = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': everyone ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(rule.ExposedHeaders ? { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') } : {}),
    ...(everyone ? {} : { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** S3 allows one `*` in a pattern. */
function fits(pattern: string, value: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === value;
  return value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after);
}
