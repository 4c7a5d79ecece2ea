import { canonicalJson } from './canonical.ts';
import type { HoldStatus } from './contract.ts';
import { partsOfPayment, statusOfParts } from './hold-parts.ts';
import { contractsIn, type HeldMoney, shareFor } from './ledger.ts';
import type { ChainHead, Hash } from './ledger-chain.ts';
import { checkEntries, type LedgerProblem, type StoredEntry } from './ledger-check.ts';
import { residualsOf, type ShownHold, type ShownMoney, type ShownPayment } from './residuals.ts';

interface Chained {
  ledger?: ChainHead | undefined;
}

/** All that is stored of the money of one campaign: its ledger, and every projection that is shown to somebody. */
export interface CampaignMoney extends Omit<ShownMoney, 'holds' | 'payments' | 'entries'> {
  entries: readonly StoredEntry[];
  /** Entries that cannot be read at all. */
  unreadable: readonly string[];
  holds: readonly (ShownHold & Chained)[];
  payments: readonly (ShownPayment & Chained)[];
  /** Of each contract, what the brand's item and the influencer's copy say about its money. */
  contracts: readonly { contractId: string; fundingStatus: HoldStatus }[];
  /** What influencers see of the entries. */
  shares: readonly { entryId: string; contractId: string; priceMinor?: number; feeMinor?: number }[];
}

/**
 * Rebuilds every balance of a campaign from its ledger and compares it with what is shown; the first bad entry comes first. Projections are compared only
 * with a ledger that is sound, as nothing follows from another one.
 */
export function checkMoney(money: CampaignMoney, hash: Hash): LedgerProblem[] {
  const { entries, holds, payments } = money;
  const heads = new Map([
    ...holds.map(({ contractId, ledger }) => [contractId, ledger] as const),
    ...payments.map(({ paymentId, ledger }) => [paymentId, ledger] as const),
  ]);
  const problems = checkEntries(entries, heads, hash, money.unreadable);
  return problems.length > 0 ? problems : [...shownProblems(money), ...shareProblems(money)];
}

function shownProblems(money: CampaignMoney): LedgerProblem[] {
  const residuals = residualsOf(money).map(({ account, amountMinor }) =>
    differs(account, `has ${amountMinor} minor units more in the ledger than are shown`),
  );
  const statusOf = new Map(money.holds.map(({ contractId, status }) => [contractId, status]));
  const said = [
    ...money.contracts.map(
      ({ contractId, fundingStatus }) => ['contract', contractId, fundingStatus, undefined] as const,
    ),
    ...money.payments.flatMap((payment) =>
      // A payment that another one took the place of no longer tells where the money of its contracts is.
      money.holds.flatMap((hold) => {
        const own = partsOfPayment(hold, payment.paymentId).map(({ status }) => status);
        const shown = payment.states[hold.contractId];
        return own.length === 0 ? [] : [['payment', hold.contractId, shown, statusOfParts(own)] as const];
      }),
    ),
  ];
  const states = said.flatMap(([what, contractId, status, wanted = statusOf.get(contractId)]) =>
    wanted === status
      ? []
      : [differs(contractId, `is ${status} by its ${what} and ${wanted ?? 'unknown'} by its hold`)],
  );
  return [...residuals, ...states];
}

function differs(account: string, problem: string): LedgerProblem {
  return { entryId: null, account, problem };
}

/**
 * Every share must be what its entry makes it, and every entry must have its shares. Where a hold is in parts, only the share says which of the money its entry
 * is about: that must then be a part of the hold's.
 */
function shareProblems({ entries, holds, shares }: CampaignMoney): LedgerProblem[] {
  const partyOf = new Map(holds.map((hold) => [hold.contractId, hold]));
  const amounts = new Map(shares.map((share) => [nameOf(share), share]));
  const expected = new Map<string, string>();
  for (const entry of entries)
    for (const contractId of contractsIn(entry)) {
      const party = partyOf.get(contractId);
      const name = nameOf({ ...entry, contractId });
      if (party)
        expected.set(name, canonicalJson(shareFor(entry, { ...party, ...partOfHold(party, amounts.get(name)) })));
    }
  const problems: LedgerProblem[] = [];
  for (const share of shares) {
    const wanted = expected.get(nameOf(share));
    expected.delete(nameOf(share));
    if (wanted === undefined) problems.push(ofShare(share, 'shows the influencer what is in no entry'));
    else if (wanted !== canonicalJson(share)) problems.push(ofShare(share, 'shows the influencer something else'));
  }
  for (const name of expected.keys())
    problems.push(
      ofShare(
        { entryId: name.slice(0, name.indexOf(' ')), contractId: name.slice(name.indexOf(' ') + 1) },
        'is not shown to the influencer',
      ),
    );
  return problems;
}

/** The money of an entry about parts of a hold, as its share has it, if it can be theirs. */
function partOfHold(hold: CampaignMoney['holds'][number], share: ShareAmounts | undefined): HeldAmounts {
  const { priceMinor = 0, feeMinor = 0 } = share ?? {};
  const isPart = hold.parts && priceMinor > 0 && priceMinor <= hold.priceMinor && feeMinor <= hold.feeMinor;
  return isPart ? { priceMinor, feeMinor } : { priceMinor: hold.priceMinor, feeMinor: hold.feeMinor };
}

type HeldAmounts = Pick<HeldMoney, 'priceMinor' | 'feeMinor'>;
type ShareAmounts = Pick<CampaignMoney['shares'][number], 'priceMinor' | 'feeMinor'>;

const nameOf = ({ entryId, contractId }: { entryId: string; contractId: string }) => `${entryId} ${contractId}`;

function ofShare({ entryId, contractId }: { entryId: string; contractId: string }, problem: string): LedgerProblem {
  return { entryId, account: contractId, problem };
}
