import type { listProofKeys } from '#contract/areas/proofs.ts';
import type { OutputOf } from '@/api/client.ts';

type Jwk = OutputOf<typeof listProofKeys>['keys'][number];

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

function bytesOf(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The claims of a signed proof (ES256, RFC 7515), checked in this browser against one of the published keys; undefined when none made the signature. */
export async function verifyProof(jws: string, keys: readonly Jwk[]): Promise<Record<string, unknown> | undefined> {
  const [header = '', claims = '', signature = ''] = jws.split('.');
  const read = (part: string) => JSON.parse(new TextDecoder().decode(bytesOf(part))) as Record<string, unknown>;
  const { alg, kid } = read(header);
  const jwk = keys.find((one) => one.kid === kid);
  if (alg !== 'ES256' || !jwk) return undefined;
  const { kty, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify']);
  const signed = new TextEncoder().encode(`${header}.${claims}`);
  return (await crypto.subtle.verify(ES256, key, bytesOf(signature), signed)) ? read(claims) : undefined;
}

/** Whether what a screen shows is what was signed, field by field. */
export function saysTheSame(claims: Record<string, unknown>, shown: Record<string, unknown>): boolean {
  return Object.entries(shown).every(([name, value]) => sorted(claims[name]) === sorted(value));
}

function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
