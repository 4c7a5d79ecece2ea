import { describe, expect, it } from 'vitest';
import { CAMPAIGN_STATUSES, type Campaign, type CampaignStatus } from './campaign.ts';
import { isRefused } from './decision.ts';
import {
  CAMPAIGN_COMMANDS,
  type CampaignCommand,
  dayAfter,
  decideTransition,
  isOver,
  nextStep,
  TRANSITIONS,
  withDispute,
  withoutDispute,
} from './lifecycle.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const TODAY = '2026-11-20';

function campaign(status: CampaignStatus, edit: Partial<Campaign> = {}): Campaign {
  const money = { amountMinor: 100_000, currency: 'EUR' as const };
  return {
    campaignId: 'c',
    workspaceId: 'w',
    brandId: 'b',
    title: 'Serum',
    brief: 'Reels',
    budget: { min: money, max: money },
    startDate: '2026-11-22',
    endDate: '2026-12-10',
    deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
    status,
    version: 3,
    createdAt: NOW,
    updatedAt: NOW,
    ...edit,
  };
}

const given = { nowIso: NOW, todayOn: TODAY, hasCommitments: false };

/** The whole table, written a second time by hand: where each command leads from each state; a dash is a refusal. */
const EXPECTED: Record<CampaignCommand, string> = {
  //         draft     published active    paused    completed cancelled disputed
  publish: 'published -         -         -         -         -         -',
  start: '   -         active    -         -         -         -         -',
  pause: '   -         paused    paused    -         -         -         -',
  resume: '  -         -         -         published -         -         -',
  cancel: '  cancelled cancelled cancelled cancelled -         -         -',
  complete: '-         -         completed -         -         -         -',
  end: '     -         completed completed -         -         -         -',
};

const cells = CAMPAIGN_COMMANDS.flatMap((command) =>
  EXPECTED[command]
    .trim()
    .split(/\s+/)
    .map((to, index) => ({ command, from: CAMPAIGN_STATUSES[index] as CampaignStatus, to })),
);

describe('every cell of state and command', () => {
  it('is in the table', () => expect(cells).toHaveLength(CAMPAIGN_COMMANDS.length * CAMPAIGN_STATUSES.length));

  it.each(cells)('$command when $from → $to', ({ command, from, to }) => {
    const next = decideTransition(campaign(from), command, given);
    if (to === '-') expect(next).toMatchObject({ refused: 'illegal_transition' });
    else expect(next).toMatchObject({ status: to, version: 4 });
  });

  it('agrees with the table the product reads', () => {
    for (const { command, from, to } of cells)
      expect(TRANSITIONS[command].from.includes(from), `${command} ${from}`).toBe(to !== '-');
  });
});

describe('guards', () => {
  it('publishes nothing that lacks dates, deliverables or an audience, and names each', () => {
    const bare = campaign('draft', {
      startDate: null,
      endDate: null,
      deliverables: [],
      targetAudience: { niches: [], platforms: [], countries: [] },
    });
    const refused = decideTransition(bare, 'publish', given);
    expect(refused).toMatchObject({ refused: 'campaign_not_ready' });
    expect(isRefused(refused) && refused.issues?.map(({ path }) => path)).toEqual([
      'startDate',
      'endDate',
      'deliverables',
      'targetAudience.niches',
      'targetAudience.platforms',
    ]);
  });

  it('publishes nothing whose last day is past or today', () => {
    expect(decideTransition(campaign('draft', { endDate: TODAY }), 'publish', given)).toMatchObject({
      refused: 'campaign_not_ready',
    });
    expect(
      decideTransition(campaign('draft', { endDate: '2026-11-21', startDate: TODAY }), 'publish', given),
    ).toMatchObject({ status: 'published' });
  });

  it('cancels nothing that contracts stand on', () => {
    expect(decideTransition(campaign('active'), 'cancel', { ...given, hasCommitments: true })).toMatchObject({
      refused: 'campaign_has_commitments',
    });
  });

  it('resumes to what the campaign was before the pause', () => {
    const paused = decideTransition(campaign('active'), 'pause', given) as Campaign;
    expect(paused.pausedFrom).toBe('active');
    const resumed = decideTransition(paused, 'resume', given) as Campaign;
    expect(resumed.status).toBe('active');
    expect(resumed).not.toHaveProperty('pausedFrom');
  });
});

describe('the next step', () => {
  it.each<[string, Partial<Campaign>, string, object]>([
    ['waits for the first day', { status: 'published' }, '2026-11-21', { do: 'wait', untilOn: '2026-11-22' }],
    ['starts on the first day', { status: 'published' }, '2026-11-22', { do: 'command', command: 'start' }],
    ['waits for the day after the last', { status: 'active' }, '2026-12-10', { do: 'wait', untilOn: '2026-12-11' }],
    ['ends on the day after the last', { status: 'active' }, '2026-12-11', { do: 'command', command: 'end' }],
    ['ends what never started', { status: 'published' }, '2027-01-01', { do: 'command', command: 'end' }],
    ['waits to be woken while paused', { status: 'paused' }, '2027-01-01', { do: 'wait', untilOn: null }],
    ['stops when completed', { status: 'completed' }, '2026-11-20', { do: 'stop' }],
    ['stops when cancelled', { status: 'cancelled' }, '2026-11-20', { do: 'stop' }],
  ])('%s', (_case, edit, today, expected) => {
    expect(nextStep(campaign('draft', edit), today)).toEqual(expected);
  });
});

describe('a dispute about a contract', () => {
  const LATER = '2026-11-21T10:00:00.000Z';

  it.each<[CampaignStatus, boolean]>([
    ['draft', false],
    ['published', true],
    ['active', true],
    ['paused', true],
    ['completed', true],
    ['cancelled', false],
  ])('shows in a campaign that is %s: %s; it is that again when the last one is over', (status, isShown) => {
    const before = campaign(status, { pausedFrom: status === 'paused' ? 'active' : undefined });
    const once = withDispute(before, LATER);
    expect(once.status).toBe(isShown ? 'disputed' : status);
    expect(isOver(once)).toBe(isOver(before));
    const twice = withDispute(once, LATER);
    expect(withoutDispute(twice, LATER).status).toBe(once.status);
    const { updatedAt, ...after } = withoutDispute(withoutDispute(twice, LATER), LATER);
    expect({ ...after, updatedAt: before.updatedAt }).toEqual(before);
  });

  it('lets no command through, and time does nothing until it is over', () => {
    const disputed = withDispute(campaign('active'), LATER);
    for (const command of CAMPAIGN_COMMANDS)
      expect(decideTransition(disputed, command, given)).toMatchObject({ refused: 'illegal_transition' });
    expect(nextStep(disputed, '2027-01-01')).toEqual({ do: 'wait', untilOn: null });
    expect(nextStep(withoutDispute(disputed, LATER), '2027-01-01')).toEqual({ do: 'command', command: 'end' });
  });
});

describe('dayAfter', () => {
  it.each([
    ['2026-11-30', '2026-12-01'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2027-02-28', '2027-03-01'],
    ['2100-02-28', '2100-03-01'],
    ['2026-06-09', '2026-06-10'],
  ])('%s → %s', (day, next) => expect(dayAfter(day)).toBe(next));
});
