import type { Issue } from './decision.ts';
import { bytesOfBase64, jpegFrameOf } from './jpeg.ts';

/** How a workspace's invoices look and are numbered, beside its tax data. */
export interface InvoiceTemplate {
  /** Begins the numbers of a series of the workspace's own; null for Accord's. */
  prefix: string | null;
  /** Below the notes of every invoice. */
  footer: string | null;
  /** A JPEG, base64. */
  logo: string | null;
}

export const TEMPLATE_PREFIX = /^[A-Z][A-Z0-9]{1,9}$/;
/** The most a logo may have: characters of base64 (30 kB of file), and pixels on either side. */
export const LOGO_LIMITS = { characters: 40_000, pixels: 1200 } as const;
/** Begin numbers of Accord's own series. */
const TAKEN = ['ACC', 'ACF', 'SB', 'CN'];

/** What is wrong with a template, beyond its form. */
export function templateIssuesOf({ prefix, logo }: InvoiceTemplate): Issue[] {
  const issues: Issue[] = [];
  if (prefix !== null && TAKEN.includes(prefix))
    issues.push({ path: 'prefix', message: `must not be one of Accord's own: ${TAKEN.join(', ')}` });
  if (logo !== null && !isLogo(logo))
    issues.push({
      path: 'logo',
      message: `must be a JPEG in base64, at most ${LOGO_LIMITS.pixels} pixels wide and high`,
    });
  return issues;
}

function isLogo(logo: string): boolean {
  const bytes = bytesOfBase64(logo);
  const frame = bytes && jpegFrameOf(bytes);
  if (!frame || ![1, 3].includes(frame.channels)) return false;
  return [frame.width, frame.height].every((side) => side >= 1 && side <= LOGO_LIMITS.pixels);
}

/** `GLOW-01ABCDEF-2026-000001`: the end of the workspace's id keeps two workspaces with one prefix apart. */
export function templateNumber(prefix: string, workspaceId: string, year: string, count: number): string {
  return `${prefix}-${workspaceId.slice(-8)}-${year}-${String(count).padStart(6, '0')}`;
}
