import { listCampaignsMoved } from '#data/ledger.ts';
import type { LedgerProblem } from '#domain/ledger-check.ts';
import { checkMoney } from '#domain/money-check.ts';
import { isoOf } from '../clock.ts';
import { sha256Hex } from '../hash.ts';
import { log } from '../log.ts';
import { readMoneyAtRest } from './read-money.ts';

/** How far is looked back, ms: an hourly check sees every entry twice, also one that an index showed late. */
const BACK_MS = 2 * 3_600_000;

interface CampaignProblem extends LedgerProblem {
  campaignId: string | null;
}

/** Names a problem in the log, for a person. */
export function tellProblem({ campaignId, entryId, account, problem }: CampaignProblem): void {
  log.error('the ledger differs from what is shown', {
    aggregateId: entryId ?? campaignId ?? undefined,
    reason: [account, problem].filter(Boolean).join(' '),
  });
}

/** Checks the ledger of every campaign whose money moved in the last hours, and compares it with what is shown of it. */
export async function findLedgerProblems(nowMs: number): Promise<CampaignProblem[]> {
  const found: CampaignProblem[] = [];
  for (const campaign of await listCampaignsMoved(isoOf(nowMs - BACK_MS), isoOf(nowMs))) {
    const money = await readMoneyAtRest(campaign);
    const { campaignId } = campaign;
    if (money) found.push(...checkMoney(money, sha256Hex).map((problem) => ({ ...problem, campaignId })));
  }
  return found;
}
