import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type AwsAnswer, AwsError, type Caller, type Platform, type ResolvedResource } from '../../kernel.ts';
import { type EdgeRequest, type EdgeResponse, findHeader } from '../http-api/exchange.ts';
import { matchesArnPattern } from '../http-api/lambda-permission.ts';

/** Where a behaviour sends its requests. */
export type Origin = { id: string; path: string; customHeaders: [string, string][] } & (
  | { kind: 'bucket'; bucket: string }
  | { kind: 'api'; apiId: string }
);

/** Reads an origin of a distribution: an S3 bucket or an API of the templates; throws for any other. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
export async function readOrigin(platform: Platform, origin: any): Promise<Origin> {
  const domain = String(origin.DomainName);
  const customHeaders: [string, string][] = [];
  for (const { HeaderName, HeaderValue } of origin.OriginCustomHeaders ?? []) {
    customHeaders.push([String(HeaderName).toLowerCase(), await resolveSecret(platform, String(HeaderValue))]);
  }
  const common = { id: String(origin.Id), path: String(origin.OriginPath ?? ''), customHeaders };
  const apiId = /^([a-z0-9]+)\.execute-api\./.exec(domain)?.[1];
  if (apiId && platform.resource(apiId)?.type === 'AWS::ApiGatewayV2::Api') return { ...common, kind: 'api', apiId };
  const bucket = platform
    .resources('AWS::S3::Bucket')
    .find(({ attributes }) => attributes.RegionalDomainName === domain || attributes.DomainName === domain);
  if (bucket) return { ...common, kind: 'bucket', bucket: bucket.ref };
  throw new Error(`CloudFront origin "${domain}" is neither a bucket nor an API of the templates.`);
}

/** Resolves a CloudFormation dynamic reference to a secret; other values stay as they are. */
async function resolveSecret(platform: Platform, value: string): Promise<string> {
  const reference =
    /^\{\{resolve:secretsmanager:(arn:[^:}]+:secretsmanager:[^:}]*:[^:}]*:secret:[^:}]+|[^:}]+)(?::SecretString(?::([^:}]*))?[^}]*)?\}\}$/.exec(
      value,
    );
  if (!reference) return value;
  const [, SecretId, key] = reference;
  const answer = await platform.service('secretsmanager').handle({
    service: 'secretsmanager',
    target: 'GetSecretValue',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: Buffer.from(JSON.stringify({ SecretId })),
    caller: platformCaller(platform),
  });
  const secret = JSON.parse(String(answer.body)).SecretString as string | undefined;
  if (answer.status !== 200 || secret === undefined)
    throw new Error(`The origin header secret ${SecretId} has no value.`);
  return key ? String(JSON.parse(secret)[key]) : secret;
}

/** The platform itself as the caller of an AWS API. */
export function platformCaller(platform: Platform): Caller {
  return { functionName: 'platform', roleArn: `arn:aws:iam::${platform.account}:role/platform` };
}

/** Headers of a viewer that S3 understands on a GetObject. */
const PASSED_TO_S3 = ['range', 'if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];
/** Headers of S3 that CloudFront keeps to itself or sets anew. */
const DROPPED_FROM_S3 = new Set([
  'connection',
  'date',
  'transfer-encoding',
  'keep-alive',
  'x-amz-id-2',
  'x-amz-request-id',
]);

/** Fetches an object as CloudFront does with origin access control: the bucket policy must let the distribution read. */
export async function fetchFromBucket(
  platform: Platform,
  distribution: ResolvedResource,
  origin: Extract<Origin, { kind: 'bucket' }>,
  request: EdgeRequest,
): Promise<EdgeResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return s3Error(405, 'MethodNotAllowed');
  const key = `${origin.path}${request.path}`;
  const arn = `arn:aws:s3:::${origin.bucket}${decodePath(key)}`;
  if (!distributionMay(platform, distribution, origin.bucket, 's3:GetObject', arn)) {
    platform.trace.emit('edge.refused', { reason: `no bucket policy lets the distribution read ${arn}` });
    return s3Error(403, 'AccessDenied');
  }
  const headers: Record<string, string> = { host: `${origin.bucket}.s3.${platform.region}.amazonaws.com` };
  for (const name of PASSED_TO_S3) {
    const value = findHeader(request.headers, name);
    if (value !== undefined) headers[name] = value;
  }
  const answer = await callS3(platform, request.method, `/${origin.bucket}${key}`, headers);
  const mayList = distributionMay(
    platform,
    distribution,
    origin.bucket,
    's3:ListBucket',
    `arn:aws:s3:::${origin.bucket}`,
  );
  // S3 does not tell who may not list whether an object exists.
  if (answer.status === 404 && !mayList) return s3Error(403, 'AccessDenied');
  const answered = Object.entries(answer.headers ?? {}).filter(([name]) => !DROPPED_FROM_S3.has(name.toLowerCase()));
  return {
    status: answer.status,
    headers: answered.map(([name, value]): [string, string] => [name.toLowerCase(), value]),
    body: answer.body instanceof Readable ? await buffer(answer.body) : Buffer.from(answer.body ?? ''),
  };
}

async function callS3(
  platform: Platform,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<AwsAnswer> {
  try {
    return await platform.service('s3').handle({
      service: 's3',
      target: undefined,
      method,
      path,
      query: new URLSearchParams(),
      headers,
      body: Buffer.alloc(0),
      caller: platformCaller(platform),
    });
  } catch (error) {
    if (error instanceof AwsError) return s3Error(error.status, error.code) as unknown as AwsAnswer;
    throw error;
  }
}

function s3Error(status: number, code: string): EdgeResponse {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return { status, headers: [['content-type', 'application/xml']], body: Buffer.from(xml) };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function distributionMay(
  platform: Platform,
  distribution: ResolvedResource,
  bucket: string,
  action: string,
  resourceArn: string,
): boolean {
  const sourceArn = `arn:aws:cloudfront::${platform.account}:distribution/${distribution.ref}`;
  return platform
    .resources('AWS::S3::BucketPolicy')
    .filter(({ properties }) => properties.Bucket === bucket)
    .flatMap(({ properties }) => list(properties.PolicyDocument?.Statement))
    .some((statement) => {
      if (statement.Effect !== 'Allow') return false;
      if (!list(statement.Principal?.Service).includes('cloudfront.amazonaws.com')) return false;
      if (!list(statement.Action).some((pattern) => matchesArnPattern(String(pattern), action))) return false;
      if (!list(statement.Resource).some((pattern) => matchesArnPattern(String(pattern), resourceArn))) return false;
      const wanted = Object.values<Record<string, unknown>>(statement.Condition ?? {}).flatMap((test) =>
        Object.entries(test).flatMap(([name, value]) => (name.toLowerCase() === 'aws:sourcearn' ? list(value) : [])),
      );
      return wanted.length === 0 || wanted.some((pattern) => matchesArnPattern(String(pattern), sourceArn));
    });
}

// biome-ignore lint/suspicious/noExplicitAny: policy documents come as the template has them
function list(value: any): any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
