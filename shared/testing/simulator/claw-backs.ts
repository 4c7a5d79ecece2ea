import { orderClawBack } from '#contract/areas/claw-backs.ts';
import { partIdOf } from '#domain/hold-parts.ts';
import { netOf } from '#domain/ledger.ts';
import { handler as ordering } from '#functions/payments/order-claw-back.ts';
import { testStaff } from '../call.ts';
import { partsIn } from './holds.ts';
import type { World } from './world.ts';

/** People of the platform take back some or all of what was paid out, to keep it for the payment or for the brand; now and then more than there is. */
export async function takeSomethingBack(world: World): Promise<void> {
  const paidOut = partsIn(world).filter(({ status }) => status === 'released');
  const part = paidOut[world.pick(paidOut.length)];
  if (!part) return;
  const most = part.exchange?.givenMinor ?? netOf(part);
  const all = world.pick(3) === 0;
  const { workspaceId, campaignId, contractId, currency } = part;
  const amount = { amountMinor: all ? most : 1 + world.pick(Math.ceil(most * 1.3)), currency };
  const use = world.pick(2) === 0 ? 'refund' : 'reserve';
  const { status } = await world.ask({
    ...{ who: testStaff('admin'), endpoint: orderClawBack, handler: ordering },
    body: { workspaceId, campaignId, contractId, part: partIdOf(part), amount, use, reason: 'Taken down too early.' },
  });
  if (status === 201) world.meet(use === 'refund' ? 'claw-back-for-brand' : 'claw-back-for-reserve');
  if (status === 201 && part.exchange) world.meet('claw-back-of-changed-money');
}
