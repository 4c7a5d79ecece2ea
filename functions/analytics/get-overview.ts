import { getOverview, OVERVIEW_DAYS } from '#contract/areas/analytics.ts';
import { readDesk } from '#data/desk.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { overviewView } from '#runtime/views/overview.ts';

const DAY_MS = 86_400_000;

export const handler = endpoint(getOverview, async (call) => {
  const { workspaceId } = call.member();
  const since = isoOf(call.nowMs - OVERVIEW_DAYS * DAY_MS).slice(0, 10);
  const desk = await readDesk(workspaceId, since);
  return { status: 200, body: overviewView(desk, { nowIso: call.nowIso, since }) };
});
