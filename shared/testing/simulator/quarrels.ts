import {
  acceptSettlement,
  addEvidence,
  appealDecision,
  openDispute,
  proposeSettlement,
  resolveDispute,
  waiveAppeal,
  withdrawDispute,
} from '#contract/areas/disputes.ts';
import { type DisputeItem, Disputes } from '#data/dispute.ts';
import { type Division, resultOf } from '#domain/dispute.ts';
import { freezableOf } from '#domain/dispute-parts.ts';
import { handler as accepting } from '#functions/disputes/accept-settlement.ts';
import { handler as showing } from '#functions/disputes/add-evidence.ts';
import { handler as appealing } from '#functions/disputes/appeal-decision.ts';
import { handler as opening } from '#functions/disputes/open-dispute.ts';
import { handler as proposing } from '#functions/disputes/propose-settlement.ts';
import { handler as resolving } from '#functions/disputes/resolve-dispute.ts';
import { handler as waiving } from '#functions/disputes/waive-appeal.ts';
import { handler as withdrawing } from '#functions/disputes/withdraw-dispute.ts';
import { testStaff } from '../call.ts';
import { countedId } from '../ids.ts';
import { OWNER } from './deal.ts';
import { holdsOf, influencerBy } from './holds.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Who decides first does not decide about an appeal. */
const STAFF = [testStaff('admin'), { ...testStaff('admin'), userId: countedId('user', 9001) }] as const;

/** All, nothing, or something in between goes to the influencer. */
function divisionOf(world: World, amountMinor: number): Division {
  const influencerMinor = [0, amountMinor, world.pick(amountMinor + 1)][world.pick(3)] ?? 0;
  return { influencerMinor, brandMinor: amountMinor - influencerMinor };
}

/** One side of a contract opens a dispute about what is held; then both say and show what they like, agree, give in, or leave it to people of the platform. */
export async function quarrel(world: World): Promise<void> {
  const quarrelled = holdsOf(world).filter((hold) => freezableOf(hold).lots.length > 0);
  const hold = quarrelled[world.pick(quarrelled.length)];
  if (!hold) return;
  const lots = freezableOf(hold).lots;
  const only = hold.parts && world.pick(2) === 0 ? lots[world.pick(lots.length)]?.milestone : undefined;
  const amountMinor = lots
    .filter(({ milestone }) => only === undefined || milestone === only)
    .reduce((total, { priceMinor }) => total + priceMinor, 0);
  const sides = [OWNER, influencerBy(hold.influencerId)] as const;
  const [opener, other] = world.pick(2) === 0 ? sides : ([sides[1], sides[0]] as const);
  const { status, body } = await world.ask({
    ...{ who: opener, endpoint: openDispute, handler: opening },
    body: {
      ...{ contractId: hold.contractId, reason: 'other', text: 'We do not agree.' },
      ...(only === undefined ? {} : { milestone: only }),
      claim: divisionOf(world, amountMinor),
    },
  });
  if (status !== 201) return;
  world.meet(only === undefined ? 'dispute-about-contract' : 'dispute-about-milestone');
  await argue(world, body, { opener, other });
}

type Who = typeof OWNER | ReturnType<typeof influencerBy>;

async function argue(
  world: World,
  { disputeId, amount }: { disputeId: string; amount: { amountMinor: number } },
  { opener, other }: { opener: Who; other: Who },
): Promise<void> {
  const params = { disputeId };
  const answers = world.pick(4) > 0;
  for (let words = world.pick(4); words > 0; words--) {
    await world.scheduler.sleep(world.pick(60) * HOUR_MS);
    const who = answers && world.pick(2) === 0 ? other : opener;
    const what = world.pick(5);
    if (what === 0 && who === opener && world.pick(2) === 0) {
      const withdrawn = await world.ask({
        ...{ who, endpoint: withdrawDispute, handler: withdrawing, params, body: { text: 'We found it.' } },
      });
      if (withdrawn.status < 300) world.meet('dispute-withdrawn');
    } else if (what < 3) {
      await world.ask({ who, endpoint: addEvidence, handler: showing, params, body: { text: 'See for yourself.' } });
    } else {
      const body = { ...divisionOf(world, amount.amountMinor), text: '' };
      const proposed = await world.ask({ who, endpoint: proposeSettlement, handler: proposing, params, body });
      if (proposed.status >= 300 || world.pick(3) === 0) continue;
      await world.scheduler.sleep(world.pick(20) * HOUR_MS);
      const accepted = await world.ask({
        ...{ who: who === opener ? other : opener, endpoint: acceptSettlement, handler: accepting, params },
        body: { entryNumber: proposed.body.proposal.entryNumber },
      });
      if (accepted.status < 300) world.meet('dispute-agreed');
    }
  }
}

/** Disputes that wait for people of the platform. */
export function openDisputes(world: World): DisputeItem[] {
  return world
    .items('dispute')
    .map((item) => Disputes.main.parse(item))
    .filter(({ phase }) => phase !== 'closed');
}

/** People of the platform look every day at what waits for them, and now and then too early; they release, refund or split. */
export async function playStaff(world: World, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    await world.scheduler.sleep(DAY_MS);
    await decideDisputes(world, world.pick(10) === 0);
  }
}

/** Decides every dispute that waits for it; `early` also tries those that do not yet. */
export async function decideDisputes(world: World, early = false): Promise<void> {
  for (const { disputeId, workspaceId, amountMinor, phase } of openDisputes(world)) {
    if (phase !== 'with_staff' && !early) continue;
    const division = divisionOf(world, amountMinor);
    const { status } = await world.ask({
      ...{ who: STAFF[world.pick(2)] ?? STAFF[0], endpoint: resolveDispute, handler: resolving, params: { disputeId } },
      body: { workspaceId, ...division, reason: 'By what both have shown.' },
    });
    if (status !== 200) continue;
    world.meet(`dispute-decided-${resultOf(division)}`);
    await answerDecision(world, disputeId);
  }
}

/** The sides take what was decided, or one of them appeals against it; mostly they say nothing. */
async function answerDecision(world: World, disputeId: string): Promise<void> {
  const dispute = world.items('dispute').find((item) => item.disputeId === disputeId);
  const sides = [OWNER, influencerBy(dispute?.influencerId)] as const;
  const [params, what] = [{ disputeId }, world.pick(3)];
  if (what === 0) {
    const who = sides[world.pick(2)] ?? OWNER;
    const body = { text: 'There is more to it.' };
    const { status } = await world.ask({ who, endpoint: appealDecision, handler: appealing, params, body });
    if (status < 300) world.meet('dispute-appealed');
  }
  if (what === 1)
    for (const who of sides) {
      const { status } = await world.ask({ who, endpoint: waiveAppeal, handler: waiving, params });
      if (status < 300) world.meet('dispute-appeal-waived');
    }
}
