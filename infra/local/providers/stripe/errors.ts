/** What Stripe refuses, in the words and with the status it uses (docs.stripe.com/error-codes). */

export interface StripeErrorBody {
  type: 'invalid_request_error' | 'card_error' | 'api_error' | 'idempotency_error' | 'rate_limit_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  doc_url?: string;
}

/** A refusal. `keep` says that what the call wrote so far stands (a declined card still leaves its failed charge). */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  /** Stripe stores the result of a key only once execution began; a request that fails validation may be repeated. */
  readonly validation: boolean;
  readonly keep: boolean;
  constructor(status: number, body: StripeErrorBody, options: { validation?: boolean; keep?: boolean } = {}) {
    super(body.message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.body = body.code
      ? { ...body, doc_url: `https://docs.stripe.com/error-codes/${body.code.replaceAll('_', '-')}` }
      : body;
    this.validation = options.validation ?? false;
    this.keep = options.keep ?? false;
  }
}

/** 400 for a parameter that never reached execution. */
export function invalidParam(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(
    400,
    { type: 'invalid_request_error', message, ...(code ? { code } : {}), ...(param ? { param } : {}) },
    { validation: true },
  );
}

/** 400 for a request that was understood and cannot be done in the present state. */
export function refused(message: string, code?: string, param?: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...(code ? { code } : {}),
    ...(param ? { param } : {}),
  });
}

/** `resource_missing`: 404 when the id is in the path, 400 when it is a parameter. */
export function missing(kind: string, id: string, param = 'id'): StripeRefusal {
  const inPath = param === 'id' || param === 'intent';
  return new StripeRefusal(
    inPath ? 404 : 400,
    { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${kind}: '${id}'`, param },
    { validation: true },
  );
}
