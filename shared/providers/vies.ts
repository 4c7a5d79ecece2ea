import { type VatCheck, type VatState, vatNumberOf } from '#domain/vat-check.ts';

/** Nobody waits longer for an answer, ms: member states are often out of reach. */
const TIMEOUT_MS = 3_000;

/**
 * Asks VIES, the European Commission's service, whether a member state has issued a VAT number (its REST API, `ms/{state}/vat/{number}`). Whatever keeps it
 * from being known - the service or the member state is out of reach, too busy, or says something else - is `not_checked`.
 */
export async function askVies(baseUrl: string, asked: { state: string; number: string }): Promise<VatState> {
  const path = `/taxation_customs/vies/rest-api/ms/${asked.state}/vat/${encodeURIComponent(asked.number)}`;
  try {
    const answer = await fetch(`${baseUrl}${path}`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return 'not_checked';
    const said = (await answer.json()) as { isValid?: unknown; userError?: unknown };
    if (said.userError === 'VALID' && said.isValid === true) return 'valid';
    return said.userError === 'INVALID' && said.isValid === false ? 'invalid' : 'not_checked';
  } catch {
    // Nothing follows from a service that cannot be reached, or that answers something else than it says it does.
    return 'not_checked';
  }
}

/** What VIES says of the VAT number of tax data as it is kept; undefined where there is none of the EU. It never keeps anything from being saved. */
export async function checkVat(
  baseUrl: string,
  tax: { country: string; number: string | null } | null | undefined,
  nowIso: string,
): Promise<VatCheck | undefined> {
  const asked = tax ? vatNumberOf(tax) : undefined;
  return asked && { state: await askVies(baseUrl, asked), checkedAt: nowIso };
}
