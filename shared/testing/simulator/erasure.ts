import { getLedger } from '#contract/areas/payments.ts';
import { closeWorkspace } from '#contract/areas/workspaces.ts';
import { type Change, update } from '#data/change.ts';
import { handler as readingLedger } from '#functions/ledger/get-ledger.ts';
import { handler as closing } from '#functions/workspaces/close-workspace.ts';
import { write } from '../deal.ts';
import { OWNER } from './deal.ts';
import { partsIn } from './holds.ts';
import { Broken } from './invariants.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Every name, address and machine of the stories: none of them may be in what is kept for ever. */
const PERSONAL = /Mara \d|(Ada|Bea) Owner|@glow\.example|127\.0\.0\.1/;
const KEPT_FOR_EVER = new Set(['ledger_entry', 'ledger_share', 'chain_link']);

/** While money is held somebody asks to be forgotten, and the books are exported. */
export async function playErasure(world: World, days: number): Promise<void> {
  await world.scheduler.sleep(world.pick(days * 24) * HOUR_MS);
  await world.until(() => partsIn(world).some(({ status }) => status === 'funded'), days * DAY_MS, HOUR_MS);
  const isHeld = partsIn(world).some(({ status }) => status === 'funded');
  if (isHeld && world.faults.happens('erased')) await Promise.all([refuseToClose(world), erasePersonalData(world)]);
  if (world.faults.happens('exported')) await exportLedger(world);
}

/** A workspace stays while it holds money for somebody. */
async function refuseToClose(world: World): Promise<void> {
  const { workspaceId } = OWNER;
  const name = String(world.items('workspace').find((item) => item.workspaceId === workspaceId)?.name);
  const { status, body } = await world.ask({
    ...{ who: OWNER, endpoint: closeWorkspace, handler: closing, params: { workspaceId }, body: { name } },
  });
  if (status < 300) throw new Broken('F27', 'A workspace was closed while it held money.');
  if (!/^workspace_/.test(body.code) && body.code !== 'validation_failed')
    throw new Broken('F27', `Closing a workspace that holds money was answered ${status} ${body.code}.`);
}

/** Takes what is personal out of the records of the audit log, with the salt that sealed it: the chain holds without. */
async function erasePersonalData(world: World): Promise<void> {
  const keyOf = ({ pk, sk }: Record<string, unknown>) => ({ pk: String(pk), sk: String(sk) });
  const places = new Map(world.items('chain_link').map((link) => [link.eventId, link]));
  for (const record of world.items('event')) {
    const link = places.get(record.eventId ?? '');
    if (!link) continue;
    const isThere = [{ path: 'pk', is: 'present' as const }];
    const changes: Change[] = [
      update(keyOf(record), { unset: ['source', 'changes'] }, isThere),
      update(keyOf(link), { set: { salt: null } }, isThere),
    ];
    // The table may refuse it for a moment; it is done until it is done.
    for (let isDone = false; !isDone; )
      isDone = await write(...changes).then(
        () => true,
        () => world.scheduler.sleep(1000).then(() => false),
      );
  }
}

/** Reads the whole ledger page by page while it grows: every entry that was there is in it once, each whole and in balance. */
async function exportLedger(world: World): Promise<void> {
  const wanted = world.items('ledger_entry').map(({ entryId }) => String(entryId));
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const { status, body } = await world.ask({
      ...{ who: OWNER, endpoint: getLedger, handler: readingLedger, isOutside: true },
      query: { limit: '5', ...(cursor === undefined ? {} : { cursor }) },
    });
    if (status !== 200) throw new Broken('F27', `The export of the ledger was answered ${status}.`);
    for (const { entryId, lines } of body.items) {
      const sum = lines.reduce(
        (total: number, line: { amount: { amountMinor: number } }) => total + line.amount.amountMinor,
        0,
      );
      if (sum !== 0 || found.has(entryId))
        throw new Broken('F27', `The export has ${entryId} twice, or only a part of it.`);
      found.add(entryId);
    }
    cursor = body.nextCursor ?? undefined;
    await world.scheduler.sleep(world.pick(60) * 60_000);
  } while (cursor);
  const missing = wanted.find((entryId) => !found.has(entryId));
  if (missing) throw new Broken('F27', `The export lacks ${missing}.`);
}

/** Nothing personal is in what is kept for ever, nor in what is published; throws Broken. */
export function checkNothingPersonal(world: World): void {
  for (const item of world.cloud.table.items()) {
    const kept = KEPT_FOR_EVER.has(String(item._et)) ? item : item._et === 'event' ? item.data : undefined;
    const [personal] = PERSONAL.exec(JSON.stringify(kept ?? '')) ?? [];
    if (personal)
      throw new Broken('I14', `“${personal}” is in ${String(item._et)} ${String(item.type ?? '')} ${item.sk}.`);
  }
}
