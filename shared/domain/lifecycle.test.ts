import { describe, expect, it } from 'vitest';
import { CAMPAIGN_STATUSES, type Campaign, type CampaignStatus } from './campaign.ts';
import { isRefused } from './decision.ts';
import { dayAfter, decideTransition, isOver, nextStep, withDispute, withoutDispute } from './lifecycle.ts';
import { CAMPAIGN_COMMANDS, type CampaignCommand, ruleOf, takes } from './lifecycle-table.ts';

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
    for (const { command, from, to } of cells) expect(takes(from, command), `${command} ${from}`).toBe(to !== '-');
  });
});

describe('guards', () => {
  it('publishes nothing that lacks a brief, an audience, dates, deliverables or a budget, and names each in the order of the steps', () => {
    const none = { amountMinor: 0, currency: 'EUR' as const };
    const bare = campaign('draft', {
      brief: '',
      budget: { min: none, max: none },
      startDate: null,
      endDate: null,
      deliverables: [],
      targetAudience: { niches: [], platforms: [], countries: [] },
    });
    const refused = decideTransition(bare, 'publish', given);
    expect(refused).toMatchObject({ refused: 'campaign_not_ready' });
    expect(isRefused(refused) && refused.issues?.map(({ path }) => path)).toEqual([
      'brief',
      'targetAudience.niches',
      'targetAudience.platforms',
      'startDate',
      'endDate',
      'deliverables',
      'budgetMin',
      'budgetMax',
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
    const cancelled = (status: CampaignStatus) =>
      decideTransition(campaign(status), 'cancel', { ...given, hasCommitments: true });
    expect(cancelled('active')).toMatchObject({
      refused: 'campaign_has_commitments',
      detail: 'Contracts stand on this campaign; complete it, or end the contracts first.',
    });
    for (const status of ['published', 'paused'] as const)
      expect(cancelled(status), 'neither can be completed').toMatchObject({
        detail: 'Contracts stand on this campaign; end them first.',
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

describe('the clock', () => {
  const days = [null, '2026-11-19', TODAY, '2026-11-22', '2026-12-10'];
  const given = CAMPAIGN_STATUSES.flatMap((status) =>
    days.flatMap((startDate) => days.map((endDate) => ({ status, startDate, endDate }))),
  );

  it('gives only commands that the table gives to it, in states that take them', () => {
    const commands = given.flatMap((edit) => {
      const next = nextStep(campaign(edit.status, edit), TODAY);
      return next.do === 'command' ? [{ ...edit, command: next.command }] : [];
    });
    expect(new Set(commands.map(({ command }) => command))).toEqual(new Set(['start', 'end']));
    for (const { status, command } of commands) {
      expect(ruleOf(command).by).toBe('clock');
      expect(takes(status, command), `${command} when ${status}`).toBe(true);
    }
  });

  it('is alone in giving them: every other command is of members or of disputes', () => {
    const own = CAMPAIGN_COMMANDS.filter((command) => ruleOf(command).by === 'clock');
    expect(own).toEqual(['start', 'end']);
  });
});

describe('a pause', () => {
  const paused = (status: 'published' | 'active', edit: Partial<Campaign> = {}) =>
    decideTransition(campaign(status, edit), 'pause', given) as Campaign;
  const resumed = (one: Campaign, todayOn: string) =>
    decideTransition(one, 'resume', { ...given, nowIso: `${todayOn}T08:00:00.000Z`, todayOn }) as Campaign;
  const reel = { deliverableId: 'reel', type: 'reel' as const, platform: 'instagram' as const, count: 1 };

  it('stops the days that lie ahead: resumed five days later, each is five days later', () => {
    const deliverables = [
      { ...reel, dueOn: '2026-12-01' },
      { ...reel, deliverableId: 'two' },
    ];
    const after = resumed(paused('published', { deliverables }), '2026-11-25');
    expect(after).toMatchObject({ status: 'published', startDate: '2026-11-27', endDate: '2026-12-15' });
    expect(after.deliverables).toEqual([
      { ...reel, dueOn: '2026-12-06' },
      { ...reel, deliverableId: 'two' },
    ]);
    expect(after).not.toHaveProperty('pausedAt');
    expect(nextStep(after, '2026-11-26')).toEqual({ do: 'wait', untilOn: '2026-11-27' });
  });

  it('stops the last day to apply, unless that was over or there is none', () => {
    const until = (day: string | null) => ({ until: day, questions: [], places: 3 });
    const moved = (day: string | null) => resumed(paused('active', { applying: until(day) }), '2026-11-25').applying;
    expect(moved('2026-11-22')).toEqual(until('2026-11-27'));
    expect(moved('2026-11-19')).toEqual(until('2026-11-19'));
    expect(moved(null)).toEqual(until(null));
    expect(resumed(paused('active'), '2026-11-25')).not.toHaveProperty('applying');
  });

  it('leaves what was over when it began: the first day of an active campaign, what was due before', () => {
    const before = paused('active', { startDate: '2026-11-01', deliverables: [{ ...reel, dueOn: '2026-11-19' }] });
    const after = resumed(before, '2026-11-25');
    expect(after).toMatchObject({ status: 'active', startDate: '2026-11-01', endDate: '2026-12-15' });
    expect(after.deliverables).toEqual([{ ...reel, dueOn: '2026-11-19' }]);
  });

  it('moves nothing when it is resumed on the same day, or when nobody noted since when', () => {
    expect(resumed(paused('active'), TODAY)).toMatchObject({ endDate: '2026-12-10' });
    const { pausedAt: _since, ...old } = paused('active');
    expect(resumed(old, '2026-11-25')).toMatchObject({ status: 'active', endDate: '2026-12-10' });
  });

  it('does not end while it lasts, however long; after a second pause both count', () => {
    const long = paused('active');
    expect(nextStep(long, '2027-06-01')).toEqual({ do: 'wait', untilOn: null });
    const once = resumed(long, '2026-12-20');
    expect(once.endDate).toBe('2027-01-09');
    const again = {
      ...once,
      status: 'paused' as const,
      pausedFrom: 'active' as const,
      pausedAt: '2027-01-09T23:59:00.000Z',
    };
    expect(resumed(again, '2027-01-10').endDate, 'its last day counts as ahead').toBe('2027-01-10');
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
