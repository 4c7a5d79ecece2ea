import { AwsError, type Platform } from '#local/kernel.ts';

/** A form as a browser posts it: fields before the file, by lower-case name, and the file. */
export interface PostForm {
  fields: Record<string, string>;
  file: Buffer;
  fileName: string;
}

interface Policy {
  expiration?: string;
  conditions?: unknown[];
}

const MAX_FIELDS_BYTES = 20 * 1024;
// Fields that no condition needs to name, as S3's documentation lists them.
const FREE_FIELDS = new Set(['x-amz-signature', 'file', 'policy', 'awsaccesskeyid', 'signature']);

/** Reads a multipart/form-data body; MalformedPOSTRequest when it is none, MaxPostPreDataLengthExceeded when its fields exceed 20 KB. */
export function parseForm(contentType: string, body: Buffer): PostForm {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw malformedForm();
  const delimiter = Buffer.from(`--${boundary}`);
  const fields: Record<string, string> = {};
  let fieldBytes = 0;
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const headStart = at + delimiter.length + 2;
    const headEnd = body.indexOf('\r\n\r\n', headStart);
    const next = body.indexOf(Buffer.from(`\r\n--${boundary}`), headEnd + 4);
    if (headEnd < 0 || next < 0) break;
    const head = body.toString('utf8', headStart, headEnd);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1]?.toLowerCase();
    if (name === undefined) throw malformedForm();
    const value = body.subarray(headEnd + 4, next);
    // S3 ignores what comes after the file.
    if (name === 'file') return { fields, file: value, fileName: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? '' };
    fieldBytes += name.length + value.length;
    if (fieldBytes > MAX_FIELDS_BYTES)
      throw new AwsError(
        'MaxPostPreDataLengthExceeded',
        'Your POST request fields preceding the upload file were too large.',
      );
    fields[name] = value.toString('utf8');
    at = next + 2;
  }
  throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.', 400, {
    ArgumentName: 'file',
    ArgumentValue: 0,
  });
}

/** Checks a form against its signed policy: expiry by the virtual clock, every condition, every field named by one, the file's size. */
export function requirePolicy(platform: Platform, form: PostForm, bucket: string): void {
  const policy = readPolicy(form.fields.policy ?? '');
  const expiresAtMs = Date.parse(policy.expiration ?? '');
  if (Number.isNaN(expiresAtMs))
    throw new AwsError('InvalidPolicyDocument', "Invalid Policy: Invalid 'expiration' value.");
  if (expiresAtMs <= platform.clock.now()) throw denied('Invalid according to Policy: Policy expired.');
  const named = new Set<string>();
  const values: Record<string, string> = { ...form.fields, bucket };
  for (const condition of policy.conditions ?? []) requireCondition(condition, values, form.file.length, named);
  const extra = Object.keys(form.fields).find(
    (field) => !FREE_FIELDS.has(field) && !field.startsWith('x-ignore-') && !named.has(field),
  );
  if (extra !== undefined) throw denied(`Invalid according to Policy: Extra input fields: ${extra}`);
}

function requireCondition(condition: unknown, values: Record<string, string>, bytes: number, named: Set<string>): void {
  const [operator, subject, operand] = Array.isArray(condition) ? condition : exactOf(condition);
  if (operator === 'content-length-range') {
    requireSize(Number(subject), Number(operand), bytes);
    return;
  }
  const field = String(subject).replace(/^\$/, '').toLowerCase();
  const value = values[field] ?? '';
  named.add(field);
  const kind = String(operator).toLowerCase();
  if (kind !== 'eq' && kind !== 'starts-with')
    throw new AwsError('InvalidPolicyDocument', `Invalid Policy: Invalid operator ${String(operator)}.`);
  // S3 takes a list of content types apart at commas for starts-with.
  const parts = kind === 'starts-with' && field === 'content-type' ? value.split(',') : [value];
  const holds = kind === 'eq' ? value === operand : parts.every((part) => part.startsWith(String(operand)));
  if (!holds)
    throw denied(
      `Invalid according to Policy: Policy Condition failed: ["${kind}", "$${String(subject).replace(/^\$/, '')}", "${String(operand)}"]`,
    );
}

function exactOf(condition: unknown): unknown[] {
  const [entry, more] = Object.entries((condition ?? {}) as Record<string, unknown>);
  if (!entry || more)
    throw new AwsError(
      'InvalidPolicyDocument',
      'Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    );
  return ['eq', `$${entry[0]}`, String(entry[1])];
}

function requireSize(least: number, most: number, bytes: number): void {
  if (bytes < least)
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      ProposedSize: bytes,
      MinSizeAllowed: least,
    });
  if (bytes > most)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      ProposedSize: bytes,
      MaxSizeAllowed: most,
    });
}

function readPolicy(encoded: string): Policy {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Policy;
  } catch {
    throw new AwsError('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
}

function malformedForm(): AwsError {
  return new AwsError('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
}

function denied(message: string): AwsError {
  return new AwsError('AccessDenied', message, 403);
}
