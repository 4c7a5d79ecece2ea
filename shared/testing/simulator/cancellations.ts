import { cancelContract, getCancellation } from '#contract/areas/contracts.ts';
import { rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { DEAL_STAGES, type DealStage } from '#domain/cancellation.ts';
import { handler as cancelling } from '#functions/contracts/cancel-contract.ts';
import { handler as looking } from '#functions/contracts/get-cancellation.ts';
import { handler as rejecting } from '#functions/offers/reject-offer.ts';
import { handler as withdrawing } from '#functions/offers/withdraw-offer.ts';
import { testInfluencer } from '../call.ts';
import { countedId } from '../ids.ts';
import { OWNER } from './deal.ts';
import { Broken } from './invariants.ts';
import { goOnPaying } from './paying.ts';
import type { Asked, World } from './world.ts';

type Stage = Exclude<DealStage, 'offered'>;
/** Every stage at which somebody tries to get out of a contract, for each side: all of them have to come about. */
export const WAYS_OUT = DEAL_STAGES.filter((stage): stage is Stage => stage !== 'offered').flatMap((stage) => [
  `brand-gets-out-${stage}` as const,
  `influencer-gets-out-${stage}` as const,
]);

/** Now and then one of the two sides says no to an offer before it is accepted; whether they did. */
export async function isDeclined(world: World, count: number): Promise<boolean> {
  const what = world.pick(20);
  if (what > 1) return false;
  const params = { offerId: countedId('offer', count) };
  const { status } = await world.ask(
    what === 0
      ? { who: testInfluencer(count), endpoint: rejectOffer, handler: rejecting, params, body: { version: 1 } }
      : { who: OWNER, endpoint: withdrawOffer, handler: withdrawing, params },
  );
  world.meet(what === 0 ? 'offer-rejected' : 'offer-withdrawn');
  return status < 300;
}

/** A side looks what getting out of a contract would come to, and does it: it comes to that, or is refused as the table says. */
export async function getOut(world: World, contractId: string, who: Asked['who']): Promise<void> {
  const before = seenOf(world, contractId);
  const looked = await world.ask({ who, endpoint: getCancellation, handler: looking, params: { contractId } });
  const { stage, may, code, version } = looked.body;
  const side = who.kind === 'influencer' ? 'influencer' : 'brand';
  world.meet(`${side}-gets-out-${stage as Stage}`);
  const { status, body: answer } = await world.ask({
    ...{ who, endpoint: cancelContract, handler: cancelling, params: { contractId }, body: { version } },
    // It loads the client of the provider only when it needs it.
    isOutside: true,
  });
  // In between the deal may have gone on, and is decided on as it is then.
  const isSame = before === seenOf(world, contractId);
  if (status < 300 ? !answer.may : isSame && answer.code !== code)
    throw new Broken(
      'I7',
      `At ${stage} the ${side} was told ${may ? 'yes' : code}, and then ${answer.code ?? status}.`,
    );
  await goOnPaying(world, contractId);
}

/** All that getting out is decided on, in one text. */
function seenOf(world: World, contractId: string): string {
  const of = (kind: string) => world.items(kind).filter((item) => item.contractId === contractId);
  return JSON.stringify([...of('hold'), ...of('contract'), ...of('piece')]);
}
