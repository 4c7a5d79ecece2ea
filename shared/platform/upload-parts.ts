import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type FileName, fileClient } from './file-client.ts';

/** An object on its way into the store in parts. */
export interface PartsName extends FileName {
  /** What the store calls the upload. */
  storeId: string;
}

/** A part as the store has it; `sha256` in base64. */
export interface StoredPart {
  number: number;
  sizeBytes: number;
  sha256: string;
  etag: string;
}

const CHECKSUM_HEADER = 'x-amz-checksum-sha256';

/** Begins an object in parts, each of which has to bring its sha-256; what the store calls it. */
export async function openParts({ bucket, key }: FileName, contentType: string): Promise<string> {
  const { UploadId } = await fileClient().send(
    new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      ContentType: contentType,
      ChecksumAlgorithm: 'SHA256',
    }),
  );
  if (!UploadId) throw new Error('The store began an upload without saying what it is called.');
  return UploadId;
}

/** Signs the address of one part of exactly that length and sha-256 (base64); the store refuses any other. The headers have to be sent along. */
export async function signPart(
  name: PartsName,
  part: { number: number; sizeBytes: number; sha256: string; expiresSeconds: number },
): Promise<{ url: string; headers: Record<string, string> }> {
  const command = new UploadPartCommand({
    ...partsOf(name),
    PartNumber: part.number,
    ContentLength: part.sizeBytes,
    ChecksumSHA256: part.sha256,
  });
  const url = await getSignedUrl(fileClient(), command, {
    expiresIn: part.expiresSeconds,
    // As a header it is part of the signature and what the store computes is compared with it (the presigner's README).
    unhoistableHeaders: new Set([CHECKSUM_HEADER]),
  });
  return { url, headers: { [CHECKSUM_HEADER]: part.sha256 } };
}

/** The parts that arrived, by number; undefined when the upload was completed, aborted, or never was. */
export async function listStoredParts(name: PartsName): Promise<StoredPart[] | undefined> {
  const found: StoredPart[] = [];
  let marker: string | undefined;
  do {
    const page = await unlessOver(
      fileClient().send(new ListPartsCommand({ ...partsOf(name), ...(marker ? { PartNumberMarker: marker } : {}) })),
    );
    if (!page) return undefined;
    for (const { PartNumber = 0, Size = 0, ChecksumSHA256 = '', ETag = '' } of page.Parts ?? [])
      found.push({ number: PartNumber, sizeBytes: Size, sha256: ChecksumSHA256, etag: ETag });
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker);
  return found;
}

/** Puts an object together of exactly these parts; `changed` when one of them is another by now, `over` when the upload is completed or aborted already. */
export async function joinParts(
  name: PartsName,
  parts: readonly StoredPart[],
  sizeBytes: number,
): Promise<'joined' | 'changed' | 'over'> {
  const Parts = parts.map(({ number, etag, sha256 }) => ({ PartNumber: number, ETag: etag, ChecksumSHA256: sha256 }));
  const command = new CompleteMultipartUploadCommand({
    ...partsOf(name),
    MultipartUpload: { Parts },
    MpuObjectSize: sizeBytes,
  });
  try {
    return (await unlessOver(fileClient().send(command))) ? 'joined' : 'over';
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'InvalidPart') return 'changed';
    throw error;
  }
}

/** Removes what arrived of an object in parts; nothing happens to one that is completed or aborted already. */
export async function dropParts(name: PartsName): Promise<void> {
  await unlessOver(fileClient().send(new AbortMultipartUploadCommand(partsOf(name))));
}

function partsOf({ bucket, key, storeId }: PartsName) {
  return { Bucket: bucket, Key: key, UploadId: storeId };
}

async function unlessOver<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoSuchUpload) return undefined;
    throw error;
  }
}
