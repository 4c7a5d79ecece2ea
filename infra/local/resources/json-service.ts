import { type Access, type AwsAnswer, type AwsCall, AwsError, type AwsService } from '#local/kernel.ts';

/** A request body of a JSON protocol, before an operation has looked at it. */
export type JsonBody = Record<string, unknown>;

/** A call without a signature header: nobody is known to make it. */
export type UnsignedCall = Parameters<NonNullable<AwsService['handleUnsigned']>>[0];

/** One operation of a JSON 1.1 service. */
export interface JsonOperation {
  /** What the caller's role must allow; absent on operations that the real service takes unsigned. */
  access?: (body: JsonBody) => Access[];
  run: (body: JsonBody, call: UnsignedCall & Partial<Pick<AwsCall, 'caller'>>) => Promise<unknown>;
}

interface JsonServiceOptions {
  signingName: string;
  /** What stands before the operation in X-Amz-Target, e.g. 'TrentService'. */
  targetPrefix: string;
  operations: Record<string, JsonOperation>;
  /** Requests of the service that are not JSON 1.1 calls (e.g. a JWKS document). */
  handleOther?: (call: UnsignedCall) => Promise<AwsAnswer | undefined>;
}

/** An AwsService of the JSON 1.1 protocol; an operation it does not know is UnknownOperationException. */
export function jsonService(options: JsonServiceOptions): AwsService {
  const { signingName, targetPrefix, operations, handleOther } = options;
  const operationOf = (call: UnsignedCall): JsonOperation => {
    const name = call.target?.split('.').at(-1) ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation) return operation;
    throw new AwsError(
      'UnknownOperationException',
      `The local ${signingName} does not serve ${name || 'this request'}; add it to infra/local/resources.`,
    );
  };
  return {
    signingName,
    authorize: (call) => operationOf(call).access?.(bodyOf(call)) ?? [],
    handle: async (call: AwsCall) => jsonAnswer(await operationOf(call).run(bodyOf(call), call)),
    handleUnsigned: async (call) => {
      if (!call.headers['x-amz-target']?.startsWith(`${targetPrefix}.`)) return handleOther?.(call);
      try {
        const operation = operationOf(call);
        if (operation.access) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
        return jsonAnswer(await operation.run(bodyOf(call), call));
      } catch (error) {
        return jsonError(error);
      }
    },
  };
}

/** The answer of a JSON 1.1 service to an AwsError; anything else is thrown on. */
export function jsonError(error: unknown): AwsAnswer {
  if (!(error instanceof AwsError)) throw error;
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code };
  return {
    status: error.status,
    headers,
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.extra }),
  };
}

/** The text under a name of a request body; InvalidParameterException when it is missing or no text. */
export function textOf(body: JsonBody, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

/** The text under a name of a request body, when there is one. */
export function optionalTextOf(body: JsonBody, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function bodyOf(call: UnsignedCall): JsonBody {
  if (call.body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(call.body.toString('utf8'));
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed as JsonBody;
  } catch {
    // Falls through to the service's own refusal.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

function jsonAnswer(result: unknown): AwsAnswer {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(result ?? {}) };
}
