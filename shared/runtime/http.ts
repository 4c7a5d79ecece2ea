import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ERRORS } from '#contract/errors.ts';
import type { Failure } from '#contract/failure.ts';
import type { AuthorizerContext } from './actor.ts';

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext | undefined>;
export type HttpResult = APIGatewayProxyStructuredResultV2;

/** Headers of every answer of the API; the distribution adds those that concern pages. */
const BASE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** What an answer has besides its status and body. */
export interface AnswerExtras {
  cookies?: readonly string[];
  headers?: { location: string } | { link: string };
  file?: { name: string; contentType: string; text: string };
}

/** An answer with a JSON body, or with a file in its place. */
export function jsonResult(
  status: number,
  body: unknown,
  correlationId: string,
  { cookies = [], headers, file }: AnswerExtras = {},
): HttpResult {
  return {
    statusCode: status,
    headers: {
      ...BASE_HEADERS,
      'content-type': file?.contentType ?? 'application/json',
      'x-correlation-id': correlationId,
      ...(file ? { 'content-disposition': `attachment; filename="${file.name}"` } : {}),
      ...headers,
    },
    body: file?.text ?? JSON.stringify(body),
    ...(cookies.length > 0 ? { cookies: [...cookies] } : {}),
  };
}

/** A failure as RFC 9457 problem details. */
export function problemResult(failure: Failure, correlationId: string, cookies: readonly string[] = []): HttpResult {
  const { status, title } = ERRORS[failure.code];
  const body = {
    type: `/docs/errors#${failure.code}`,
    title,
    status,
    code: failure.code,
    ...(failure.message ? { detail: failure.message } : {}),
    ...(failure.issues ? { issues: failure.issues } : {}),
    correlationId,
    ...(failure.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: failure.retryAfterSeconds }),
  };
  return {
    statusCode: status,
    headers: {
      ...BASE_HEADERS,
      'content-type': 'application/problem+json',
      'x-correlation-id': correlationId,
      ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
    },
    body: JSON.stringify(body),
    ...(cookies.length > 0 ? { cookies: [...cookies] } : {}),
  };
}
