import { BALANCE_TOO_LOW, editHold, type HeldPart, listWaitingForBalance } from '#data/hold.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { BALANCE_PAUSE_HOURS } from '#domain/release.ts';
import { OutcomeUnknown, type Provider, ProviderRefused } from '#providers/stripe.ts';
import { isoOf } from '../clock.ts';
import { commitHold } from './release-hold.ts';
import { wakeReleases } from './wake-release.ts';

const HOUR_MS = 3_600_000;

/**
 * When a refused transfer is tried again: for one that the balance was too low for, when its charge's money becomes available, or after half a day if that
 * was long ago or nobody knows; undefined for any other refusal, which waits the usual pause.
 */
export async function triedAgainAt(
  stripe: Provider,
  { code }: ProviderRefused,
  { chargeId }: Pick<HeldPart, 'chargeId'>,
  nowMs: number,
): Promise<string | undefined> {
  if (code !== BALANCE_TOO_LOW) return undefined;
  const availableAtMs = chargeId ? await stripe.readAvailableAtMs(chargeId).catch(notKnown) : null;
  const isAhead = availableAtMs !== null && availableAtMs > nowMs;
  return isoOf(isAhead ? availableAtMs : nowMs + BALANCE_PAUSE_HOURS * HOUR_MS);
}

function notKnown(error: unknown): null {
  if (error instanceof OutcomeUnknown || error instanceof ProviderRefused) return null;
  throw error;
}

/** Money has become available in the provider's balance: what waits for it is tried again now, without having lost its place. */
export async function tryWaitingAgain(nowMs: number): Promise<void> {
  const nowIso = isoOf(nowMs);
  for (const hold of await listWaitingForBalance()) {
    const { workspaceId, campaignId, contractId } = hold;
    for (const { of } of partsOf(hold))
      await commitHold({ workspaceId, campaignId, contractId }, of?.partId, (part) => {
        const { refusal } = part;
        if (refusal?.code !== BALANCE_TOO_LOW || (refusal.until ?? '') <= nowIso) return undefined;
        return { changes: [editHold(part, { refusal: { ...refusal, until: nowIso } })] };
      });
    // Also when that was done before: the try that did it may have ended before it woke the release.
    await wakeReleases(workspaceId, campaignId, [contractId]);
  }
}
