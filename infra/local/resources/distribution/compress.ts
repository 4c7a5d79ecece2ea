import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type EdgeRequest, type EdgeResponse, findHeader } from '../http-api/exchange.ts';

/** Sizes and types that CloudFront compresses, from its developer guide ("Serve compressed files"). */
const MIN_BYTES = 1000;
const MAX_BYTES = 10_000_000;
const COMPRESSIBLE =
  /^(text\/.+|application\/(json|javascript|xml|rss\+xml|vnd\.api\+json|manifest\+json|wasm|ld\+json|x-javascript)|image\/svg\+xml|font\/(ttf|otf))$/;

/** The response compressed as the viewer accepts and the policy allows; unchanged when it should not be. */
export function compress(
  request: EdgeRequest,
  response: EdgeResponse,
  codings: { gzip: boolean; brotli: boolean },
): EdgeResponse {
  const type = findHeader(response.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const size = response.body.length;
  if (response.status !== 200 || size < MIN_BYTES || size > MAX_BYTES || !COMPRESSIBLE.test(type)) return response;
  if (findHeader(response.headers, 'content-encoding')) return response;
  const accepted = (findHeader(request.headers, 'accept-encoding') ?? '')
    .split(',')
    .map((item) => item.trim().split(';')[0]);
  const coding =
    codings.brotli && accepted.includes('br') ? 'br' : codings.gzip && accepted.includes('gzip') ? 'gzip' : undefined;
  if (!coding) return response;
  const body =
    coding === 'gzip'
      ? gzipSync(response.body)
      : brotliCompressSync(response.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  const replaced = new Set(['content-length', 'vary', 'etag']);
  const headers = response.headers.filter(([name]) => !replaced.has(name));
  headers.push(['content-encoding', coding], ['vary', 'Accept-Encoding']);
  const etag = findHeader(response.headers, 'etag');
  // Compressing changes the bytes, so a strong validator becomes a weak one.
  if (etag) headers.push(['etag', etag.startsWith('W/') ? etag : `W/${etag}`]);
  return { ...response, headers, body };
}
