import { createHash } from 'node:crypto';
import { AwsError } from '#local/kernel.ts';

/** A body as it was meant, and the checksums that came after it. */
export interface DecodedBody {
  body: Buffer;
  trailers: Record<string, string>;
}

/** Takes the `aws-chunked` framing off a body, or checks the body against its signed hash; S3's own refusals. */
export function decodeBody(headers: Record<string, string>, body: Buffer): DecodedBody {
  const hash = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (hash.startsWith('STREAMING-')) return decodeChunks(headers, body);
  if (hash !== 'UNSIGNED-PAYLOAD' && createHash('sha256').update(body).digest('hex') !== hash) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  return { body, trailers: {} };
}

function decodeChunks(headers: Record<string, string>, framed: Buffer): DecodedBody {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = framed.indexOf('\r\n', at);
    const size = Number.parseInt(framed.toString('latin1', at, Math.max(lineEnd, at)), 16);
    const start = lineEnd + 2;
    if (lineEnd < 0 || Number.isNaN(size) || start + size > framed.length) throw incomplete();
    if (size === 0) return finish(headers, Buffer.concat(chunks), framed.toString('latin1', start));
    chunks.push(framed.subarray(start, start + size));
    at = start + size + 2;
  }
}

function finish(headers: Record<string, string>, body: Buffer, tail: string): DecodedBody {
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== body.length) throw incomplete();
  const lines = tail.split('\r\n').filter((line) => line.includes(':'));
  const trailers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const promised = headers['x-amz-trailer']?.toLowerCase();
  if (promised !== undefined && trailers[promised] === undefined)
    throw new AwsError('MalformedTrailerError', 'The request contained trailing data that was not well-formed.');
  return { body, trailers };
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}
