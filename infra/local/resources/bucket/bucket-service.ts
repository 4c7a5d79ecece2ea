import { readPolicies } from '#local/iam.ts';
import {
  type Access,
  type AwsAnswer,
  AwsError,
  type AwsService,
  type Caller,
  type Platform,
  type ResolvedResource,
} from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import type { UnsignedCall } from '../json-service.ts';
import { checksumHeaders, verifyChecksums } from './checksums.ts';
import { corsHeaders, preflightAnswer } from './cors.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart-operations.ts';
import { descriptionOf, type ObjectCall, readBody, splitPath } from './object-call.ts';
import {
  copyObject,
  copySourceOf,
  deleteObject,
  deleteObjects,
  getObject,
  getObjectTagging,
  headBucket,
  keysToDelete,
  listObjectsV2,
  lockOf,
  putObject,
  putObjectTagging,
} from './object-operations.ts';
import { findBucket, writeObject } from './object-store.ts';
import { parseForm, requirePolicy } from './post-policy.ts';
import { verifyPolicySignature, verifyPresignedUrl } from './signature.ts';
import { errorAnswer, xmlDocument } from './xml.ts';

interface Operation {
  /** The permission on the object, or on the bucket for calls without a key. */
  action: string;
  /** What it does with the bucket's key, where the bucket is encrypted with one. */
  cipher?: 'kms:GenerateDataKey' | 'kms:Decrypt';
  run: (request: ObjectCall) => Promise<AwsAnswer>;
}

const OPERATIONS = {
  PutObject: { action: 's3:PutObject', cipher: 'kms:GenerateDataKey', run: putObject },
  CopyObject: { action: 's3:PutObject', cipher: 'kms:GenerateDataKey', run: copyObject },
  GetObject: { action: 's3:GetObject', cipher: 'kms:Decrypt', run: getObject },
  DeleteObject: { action: 's3:DeleteObject', run: deleteObject },
  DeleteObjects: { action: 's3:DeleteObject', run: deleteObjects },
  GetObjectTagging: { action: 's3:GetObjectTagging', run: getObjectTagging },
  PutObjectTagging: { action: 's3:PutObjectTagging', run: putObjectTagging },
  ListObjectsV2: { action: 's3:ListBucket', run: listObjectsV2 },
  HeadBucket: { action: 's3:ListBucket', run: headBucket },
  CreateMultipartUpload: { action: 's3:PutObject', cipher: 'kms:GenerateDataKey', run: createMultipartUpload },
  UploadPart: { action: 's3:PutObject', cipher: 'kms:GenerateDataKey', run: uploadPart },
  CompleteMultipartUpload: { action: 's3:PutObject', cipher: 'kms:Decrypt', run: completeMultipartUpload },
  AbortMultipartUpload: { action: 's3:AbortMultipartUpload', run: abortMultipartUpload },
  ListParts: { action: 's3:ListMultipartUploadParts', run: listParts },
} satisfies Record<string, Operation>;

type Permits = (caller: Pick<Caller, 'functionName' | 'roleArn'>, access: Access) => boolean;

/** The service of all buckets of the template, path-style. */
export function bucketService(platform: Platform): AwsService {
  const permits = permissionsOf(platform);
  return {
    signingName: 's3',
    authorize: (call) => accessOf(platform, call),
    handle: async (call) => {
      try {
        return await answer(platform, call, permits(call.caller, listingOf(call)));
      } catch (error) {
        return errorAnswer(error, call.method);
      }
    },
    handleUnsigned: async (call) => {
      const bucket = platform.resources('AWS::S3::Bucket').find(({ ref }) => ref === splitPath(call.path).bucket);
      if (!bucket) return undefined;
      if (call.method === 'OPTIONS') return preflightAnswer(platform, bucket, call);
      const answered = await answerUnsigned(platform, bucket, call, permits).catch((error: unknown) =>
        errorAnswer(error, call.method),
      );
      return { ...answered, headers: { ...answered.headers, ...corsHeaders(platform, bucket, call) } };
    },
  };
}

async function answer(platform: Platform, call: UnsignedCall, mayList: boolean): Promise<AwsAnswer> {
  const { bucket: name, key } = splitPath(call.path);
  return operationOf(call).run({ platform, bucket: findBucket(platform, name), key, call, mayList });
}

async function answerUnsigned(
  platform: Platform,
  bucket: ResolvedResource,
  call: UnsignedCall,
  permits: Permits,
): Promise<AwsAnswer> {
  const contentType = call.headers['content-type'] ?? '';
  if (call.method === 'POST' && contentType.startsWith('multipart/form-data'))
    return answerForm(platform, bucket, call, permits);
  // No bucket of the product is public.
  if (!call.query.has('X-Amz-Signature')) throw new AwsError('AccessDenied', 'Access Denied', 403);
  const caller = verifyPresignedUrl(platform, call);
  // A presigned URL carries S3's own headers in its query.
  const hoisted = [...call.query].filter(([name]) => name.startsWith('x-amz-'));
  const signed = { ...call, headers: { ...Object.fromEntries(hoisted), ...call.headers } };
  requirePermits(permits, caller, accessOf(platform, signed));
  return answer(platform, signed, permits(caller, listingOf(call)));
}

async function answerForm(
  platform: Platform,
  bucket: ResolvedResource,
  call: UnsignedCall,
  permits: Permits,
): Promise<AwsAnswer> {
  const form = parseForm(call.headers['content-type'] ?? '', call.body);
  const caller = verifyPolicySignature(platform, form.fields);
  requirePolicy(platform, form, bucket.ref);
  const key = (form.fields.key ?? '').replaceAll('${filename}', form.fileName);
  if (key === '')
    throw new AwsError(
      'InvalidArgument',
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      400,
      { ArgumentName: 'key' },
    );
  requirePermits(permits, caller, [
    { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket.ref}/${key}` },
    ...cipherAccess(bucket, 'kms:GenerateDataKey'),
  ]);
  const checksums = verifyChecksums(form.fields, form.file);
  const description = { ...descriptionOf(form.fields, checksums), tags: {} };
  const object = await inTurn(platform, lockOf(bucket.ref, key), () =>
    writeObject(platform, bucket.ref, key, form.file, description, 'PostObject'),
  );
  const location = `${platform.awsEndpoint}/${bucket.ref}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const headers = { etag: object.etag, location, ...checksumHeaders(checksums) };
  const status = form.fields.success_action_status ?? '204';
  if (status !== '201') return { status: status === '200' ? 200 : 204, headers };
  const body = xmlDocument([
    'PostResponse',
    [
      ['Location', location],
      ['Bucket', bucket.ref],
      ['Key', key],
      ['ETag', object.etag],
    ],
  ]);
  return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
}

function accessOf(platform: Platform, call: UnsignedCall): Access[] {
  const operation: Operation = operationOf(call);
  const { bucket: name, key } = splitPath(call.path);
  const bucket = platform.resources('AWS::S3::Bucket').find(({ ref }) => ref === name);
  const bucketArn = `arn:aws:s3:::${name}`;
  const keys = call.query.has('delete') && call.method === 'POST' ? keysToDelete(readBody(call).body) : [key];
  const access = keys.map((each) => ({
    action: operation.action,
    resource: each === '' ? bucketArn : `${bucketArn}/${each}`,
  }));
  if (operation.cipher && bucket) access.push(...cipherAccess(bucket, operation.cipher));
  if (call.headers['x-amz-tagging'] && call.method === 'PUT')
    access.push({ action: 's3:PutObjectTagging', resource: `${bucketArn}/${key}` });
  const copied = call.headers['x-amz-copy-source'];
  if (copied) {
    const source = copySourceOf(copied);
    access.push({ action: 's3:GetObject', resource: `arn:aws:s3:::${source.bucket}/${source.key}` });
  }
  return access;
}

/** A bucket encrypted with a key of the account asks for that key as well. */
function cipherAccess(bucket: ResolvedResource, action: string): Access[] {
  const rule =
    bucket.properties.BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault;
  return rule?.KMSMasterKeyID ? [{ action, resource: String(rule.KMSMasterKeyID) }] : [];
}

function operationOf(call: UnsignedCall): Operation {
  const name = operationNameOf(call);
  if (name) return OPERATIONS[name];
  throw new AwsError(
    'NotImplemented',
    `The local bucket does not serve ${call.method} ${call.path}?${call.query}; add it to infra/local/resources/bucket.`,
    501,
  );
}

function operationNameOf(call: UnsignedCall): keyof typeof OPERATIONS | undefined {
  const has = (name: string): boolean => call.query.has(name);
  const onBucket = splitPath(call.path).key === '';
  // Old versions are not kept here: asking for one must not quietly give the newest.
  if (has('versionId')) return undefined;
  switch (call.method) {
    case 'PUT':
      if (onBucket) return undefined;
      if (has('uploadId')) return call.headers['x-amz-copy-source'] ? undefined : 'UploadPart';
      if (has('tagging')) return 'PutObjectTagging';
      return call.headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject';
    case 'GET':
      if (onBucket) return call.query.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
      if (has('uploadId')) return 'ListParts';
      return has('tagging') ? 'GetObjectTagging' : 'GetObject';
    case 'HEAD':
      return onBucket ? 'HeadBucket' : 'GetObject';
    case 'DELETE':
      if (onBucket || has('tagging')) return undefined;
      return has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    case 'POST':
      if (onBucket) return has('delete') ? 'DeleteObjects' : undefined;
      if (has('uploads')) return 'CreateMultipartUpload';
      return has('uploadId') ? 'CompleteMultipartUpload' : undefined;
    default:
      return undefined;
  }
}

function listingOf(call: UnsignedCall): Access {
  return { action: 's3:ListBucket', resource: `arn:aws:s3:::${splitPath(call.path).bucket}` };
}

/** Presigned calls come without a signature header, so that the proxy cannot check them: the signer's role is asked here. */
function permissionsOf(platform: Platform): Permits {
  let book: ReturnType<typeof readPolicies> | undefined;
  return (caller, access) => {
    if (caller.functionName === 'platform') return true;
    book ??= readPolicies(
      ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => platform.resources(type)),
    );
    return book.check(caller.roleArn, access) === 'allowed';
  };
}

function requirePermits(permits: Permits, caller: Pick<Caller, 'functionName' | 'roleArn'>, needed: Access[]): void {
  const missing = needed.find((access) => !permits(caller, access));
  if (missing)
    throw new AwsError(
      'AccessDenied',
      `User: ${caller.roleArn} is not authorized to perform: ${missing.action} on resource: "${missing.resource}"`,
      403,
    );
}
