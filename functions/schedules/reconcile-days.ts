import { commit } from '#data/commit.ts';
import { listEntriesOn } from '#data/ledger.ts';
import { type DriftItem, putDay, type ReconciliationItem, reconciliationRef } from '#data/reconciliation.ts';
import { isRefused } from '#domain/decision.ts';
import {
  type LedgerMovement,
  movementOf,
  type ProviderMovement,
  type ReconciledObject,
  reconcile,
} from '#domain/reconciliation.ts';
import { type Provider, provider } from '#providers/stripe.ts';
import { isoOf, msOf } from '#runtime/clock.ts';
import { log, measure } from '#runtime/log.ts';
import { withAdjustments } from '#runtime/money/adjusted-day.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const DAY_MS = 86_400_000;
/** A day is looked at in so many nights: what was told late agrees in the next one. */
const NIGHTS = 3;
/** A webhook may be sent again so many days late. */
const LATEST_DAYS = 31;
/** Differences of a day that are kept; of the others only the number. */
const MOST_KEPT = 100;

/**
 * Compares the ledger with the movements of the provider's balance in the last days, keeps the result of each and measures what nobody can explain. Both
 * sides are read for a day more than is judged, since they may tell of the same thing on two days.
 */
export async function handler(): Promise<{ unexplained: number }> {
  const context = systemCommitContext();
  const midnightMs = Math.floor(context.nowMs / DAY_MS) * DAY_MS;
  const fromMs = midnightMs - (NIGHTS + 1) * DAY_MS;
  const stripe = provider(await providerAccess(context.nowMs));
  const { atProvider, inLedger } = await listSides(stripe, fromMs, context.nowMs);
  const objects = reconcile(atProvider, inLedger, context.nowMs);
  const days = Array.from({ length: NIGHTS }, (_, night) => midnightMs - (night + 1) * DAY_MS);
  const [today = 0, before = 0, first = 0] = days;
  const compared = await commit(context, {
    reads: { today: refOf(today), before: refOf(before), first: refOf(first) },
    decide: (known) => {
      const kept = [known.today, known.before, known.first];
      const found = objects.map((object) => withKept(object, kept));
      const results = days.map((dayMs) =>
        resultOf(
          dayMs,
          found.filter(({ atMs }) => atMs >= dayMs && atMs < dayMs + DAY_MS),
          context,
        ),
      );
      return {
        changes: results.map((result, index) => putDay(kept[index], result)),
        answer: { status: 200, body: { results } },
      };
    },
  });
  if (isRefused(compared)) throw new Error(`Keeping what was compared was refused: ${compared.refused}.`);
  const { results } = compared.body;
  const unexplained = results.flatMap(({ items }) => items.filter(({ outcome }) => outcome === 'unexplained'));
  const count = results.reduce((total, { unexplainedCount }) => total + unexplainedCount, 0);
  measure('LedgerResidual', count);
  for (const { objectId, explanation } of unexplained)
    log.error('the ledger differs from the balance at the provider', { providerId: objectId, reason: explanation });
  return { unexplained: count };
}

interface Sides {
  atProvider: ProviderMovement[];
  inLedger: LedgerMovement[];
}

/**
 * What both sides say of these days. Of an object on which they differ what they said before is added, where they agree with it: the ledger heard of
 * something so late that the provider moved it on an earlier day.
 */
async function listSides(stripe: Provider, fromMs: number, untilMs: number): Promise<Sides> {
  const recent = {
    atProvider: await stripe.listMovements(fromMs, untilMs),
    inLedger: await readLedger(fromMs, untilMs),
  };
  const differing = differencesOf(recent);
  if (!recent.inLedger.some(({ objectId }) => differing.has(objectId))) return recent;
  const earlierMs = fromMs - LATEST_DAYS * DAY_MS;
  const atProvider = await stripe.listMovements(earlierMs, fromMs);
  const both = {
    atProvider: [...atProvider, ...recent.atProvider],
    inLedger: [...(await readLedger(earlierMs, fromMs)), ...recent.inLedger],
  };
  const stillDiffering = differencesOf(both);
  const agrees = ({ objectId, atMs }: { objectId: string; atMs: number }) =>
    atMs >= fromMs || (differing.has(objectId) && !stillDiffering.has(objectId));
  return { atProvider: both.atProvider.filter(agrees), inLedger: both.inLedger.filter(agrees) };
}

/** The objects of which the sides say different amounts in all. */
function differencesOf({ atProvider, inLedger }: Sides): Set<string> {
  const amounts = new Map<string, number>();
  const add = (objectId: string, amountMinor: number) =>
    amounts.set(objectId, (amounts.get(objectId) ?? 0) + amountMinor);
  for (const { objectId, amountMinor } of atProvider) add(objectId, amountMinor);
  for (const { objectId, amountMinor } of inLedger) add(objectId, -amountMinor);
  return new Set([...amounts].filter(([, differenceMinor]) => differenceMinor !== 0).map(([objectId]) => objectId));
}

async function readLedger(fromMs: number, untilMs: number): Promise<LedgerMovement[]> {
  const movements: LedgerMovement[] = [];
  for (let dayMs = fromMs; dayMs < untilMs; dayMs += DAY_MS)
    for (const entry of await listEntriesOn(dayOf(dayMs))) {
      const movement = movementOf(entry, msOf(entry.occurredAt));
      if (movement) movements.push(movement);
    }
  return movements;
}

const dayOf = (dayMs: number) => isoOf(dayMs).slice(0, '2026-11-20'.length);
const refOf = (dayMs: number) => reconciliationRef(dayOf(dayMs));

type Compared = ReconciledObject & Pick<DriftItem, 'adjustments' | 'proposal'>;

/** An object with the adjustments that stand or wait for it, whichever day it was found on before. */
function withKept(object: ReconciledObject, days: readonly (ReconciliationItem | undefined)[]): Compared {
  const kept = days.flatMap((day) => day?.items ?? []).filter(({ objectId }) => objectId === object.objectId);
  const proposal = kept.find((item) => item.proposal)?.proposal;
  return { ...object, adjustments: kept.flatMap(({ adjustments }) => adjustments), ...(proposal ? { proposal } : {}) };
}

/** What is kept of an object; nothing of one that simply is the same on both sides. */
function keptItems({ outcome, drift, atMs, adjustments, proposal, ...object }: Compared): DriftItem[] {
  if (outcome === 'matched' && adjustments.length === 0 && !proposal) return [];
  const item = { ...object, outcome: outcome === 'matched' ? ('explained' as const) : outcome, found: outcome };
  return [
    withAdjustments({ ...item, drift: drift ?? 'amount', at: isoOf(atMs), adjustments }, { adjustments, proposal }),
  ];
}

function resultOf(
  dayMs: number,
  objects: readonly Compared[],
  { nowMs, nowIso }: { nowMs: number; nowIso: string },
): Omit<ReconciliationItem, 'version'> {
  const items = objects.flatMap(keptItems);
  const countOf = (outcome: DriftItem['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    day: dayOf(dayMs),
    checkedAt: nowIso,
    checkedAtMs: nowMs,
    matchedCount: objects.length - items.length,
    explainedCount: countOf('explained'),
    unexplainedCount: countOf('unexplained'),
    items: items.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_KEPT),
  };
}

/** Unexplained ones first, and before the others those that somebody put right: what stands must stay known. */
function rankOf({ outcome, adjustments, proposal }: DriftItem): number {
  if (adjustments.length > 0 || proposal) return outcome === 'unexplained' ? 0 : 2;
  return outcome === 'unexplained' ? 1 : 3;
}
