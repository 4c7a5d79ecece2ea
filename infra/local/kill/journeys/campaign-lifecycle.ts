import type { Journey } from '#local/kill/journey.ts';
import type { Player } from '#local/kill/player.ts';
import type { Person } from '#local/seed/api-session.ts';

interface State {
  owner: Person;
  campaignId: string;
  /** Midnight UTC of the first day and of the day after the last, ms. */
  startsAtMs: number;
  overAtMs: number;
}

const dayMs = 86_400_000;

/** Where the life of the campaign stops for a moment; its machine has an open task token at each. */
export const stations = ['published', 'active', 'paused', 'resumed'] as const;
export type Station = (typeof stations)[number];

/** A campaign from its publication through its start, a pause and `daysLong` days to its end by date; `at` is called at each station. */
export const campaignLifecycle = (
  daysLong: number,
  at: (station: Station, player: Player) => Promise<void> = async () => undefined,
): Journey<State> => ({
  name: 'campaign',
  summary: `publish → started → paused → resumed → ${daysLong} virtual days → completed`,
  fewestCalls: 40,

  async prepare(player) {
    const owner = { email: 'olivia@lumen.example', password: 'accord demo 2026' };
    const session = await player.openAccount({
      ...owner,
      as: 'brand',
      name: 'Olivia Berg',
      organisation: 'Lumen Skincare',
      country: 'DE',
      timezone: 'Europe/Berlin',
    });
    const startsAtMs = (Math.floor((await player.now()) / dayMs) + 2) * dayMs;
    const overAtMs = startsAtMs + daysLong * dayMs;
    const { campaignId } = await session.do('POST /brands/campaigns', {
      title: 'Winter serum',
      brief: 'One reel about the serum.',
      budgetMin: 100_000,
      budgetMax: 700_000,
      currency: 'EUR',
      startDate: dayOf(startsAtMs),
      endDate: dayOf(overAtMs - dayMs),
      deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
      targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: ['DE'] },
    });
    return { owner, campaignId, startsAtMs, overAtMs };
  },

  async play(player, { owner, campaignId, startsAtMs, overAtMs }) {
    const session = player.as(owner);
    const reach = async (station: Station): Promise<void> => {
      await player.idle();
      await at(station, player);
    };
    await session.do(`POST /campaigns/${campaignId}/publish`);
    await reach('published');
    await player.advanceTo(startsAtMs + 60_000);
    await reach('active');
    await session.do(`POST /campaigns/${campaignId}/pause`);
    await reach('paused');
    await session.do(`POST /campaigns/${campaignId}/resume`);
    await reach('resumed');
    await player.advanceTo(overAtMs + 60_000);
    await player.idle();
  },

  async check(player, { owner, campaignId }) {
    const session = player.as(owner);
    const { status } = await session.do(`GET /campaigns/${campaignId}`);
    const { items } = await session.do(`GET /campaigns/${campaignId}/timeline`);
    const commands = items
      .filter(({ type }: { type: string }) => type === 'CampaignStatusChanged')
      .map(({ data }: { data: { command: string } }) => data.command)
      .reverse()
      .join(', ');
    const expected = 'publish, start, pause, resume, end';
    return [
      ...(status === 'completed' ? [] : [`The campaign is ${status}, not completed.`]),
      ...(commands === expected ? [] : [`The timeline tells ${commands}; it should tell ${expected}.`]),
    ];
  },
});

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
