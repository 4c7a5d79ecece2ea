import { editHold, type HeldPart } from '#data/hold.ts';
import { mintedAtMs } from '#domain/ids.ts';
import { askKey, CLOCKS_APART_MS, nextAsk } from '#domain/provider-ask.ts';
import { msOf } from '../clock.ts';
import { commitHold, type HoldName } from './release-hold.ts';

/**
 * The key under which the transfer or refund of an entry may be asked for now, by who has looked for it at the provider and found nothing; undefined while it
 * may only be looked for. Another key is on record before it is used, so that two who renew it at once use one.
 */
export async function keyToAsk(
  name: HoldName,
  part: HeldPart,
  entryId: string,
  nowMs: number,
): Promise<string | undefined> {
  const asked = askedFor(part, entryId);
  const count = asked?.count ?? 0;
  const next = nextAsk(asked ? msOf(asked.at) : mintedAtMs(entryId), nowMs, CLOCKS_APART_MS);
  if (next === 'ask') return askKey(entryId, count);
  if (next === 'look') return undefined;
  const isRenewed = await commitHold(
    name,
    ({ transferEntryId, refundEntryId, lateRefund }) =>
      [transferEntryId, refundEntryId, lateRefund?.entryId].includes(entryId),
    (now, { nowIso }) => {
      if ((askedFor(now, entryId)?.count ?? 0) !== count) return undefined;
      const renewed = { count: count + 1, at: nowIso };
      const { lateRefund } = now;
      const edit =
        lateRefund?.entryId === entryId ? { lateRefund: { ...lateRefund, asked: renewed } } : { asked: renewed };
      return { changes: [editHold(now, edit)] };
    },
  );
  return isRenewed ? askKey(entryId, count + 1) : undefined;
}

function askedFor({ asked, lateRefund }: HeldPart, entryId: string): HeldPart['asked'] {
  return lateRefund?.entryId === entryId ? lateRefund.asked : asked;
}
