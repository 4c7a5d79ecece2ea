import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionText, forbiddenActions, issuesOfActions } from './actions.ts';
import { issuesOfConditions, judgeConditions } from './conditions.ts';
import { fieldsOf, isAboutCreator, OPERATORS_OF, RULE_EVENT_TYPES, type RuleFacts } from './fields.ts';
import { READY_RULES } from './ready-made.ts';
import {
  type Condition,
  type ConditionGroup,
  type ConditionValue,
  MOST_DEPTH,
  type Operator,
  RUNS_PER_HOUR,
  type RuleAction,
} from './rule.ts';
import { runsIn, statusOfResults, whyNotRun } from './run.ts';
import { editTags, MOST_TAGS, plainTag } from './tags.ts';

const euro = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
const facts: RuleFacts = {
  data: { status: 'approved', version: 2, by: 'influencer', isComplete: true, price: euro(50_000), added: ['vip'] },
  campaign: {
    ...{ title: 'Spring Serum', status: 'active', endDate: '2026-12-01', budget: { max: euro(700_000) } },
    targetAudience: { niches: ['beauty'], platforms: [], countries: ['DE', 'AT'] },
    deliverables: [{ platform: 'instagram' }],
  },
  tags: ['vip'],
  application: {
    headline: { followers: 12_000, platforms: ['tiktok'], niches: ['beauty'], country: 'DE' },
    proposedPrice: null,
  },
  todayOn: '2026-11-21',
};
const ask = (event: Parameters<typeof judgeConditions>[0], field: string, operator: Operator, value: ConditionValue) =>
  judgeConditions(event, { match: 'all', groups: [{ match: 'all', conditions: [{ field, operator, value }] }] }, facts);

describe('a condition', () => {
  it.each<[Parameters<typeof judgeConditions>[0], string, Operator, ConditionValue, boolean, string]>([
    [
      'ApplicationSubmitted',
      'application.followers',
      'at_least',
      12_000,
      true,
      'the number of followers of the applicant is at least 12,000: it is 12,000',
    ],
    ['ApplicationSubmitted', 'application.followers', 'at_least', 12_001, false, 'it is 12,000'],
    ['ApplicationSubmitted', 'application.followers', 'at_most', 12_000, true, 'is at most'],
    ['ApplicationSubmitted', 'application.country', 'is', 'de', true, 'it is DE'],
    ['ApplicationSubmitted', 'application.country', 'is_not', 'DE', false, 'it is DE'],
    ['ApplicationSubmitted', 'application.platform', 'has', 'tiktok', true, 'it is tiktok'],
    ['ApplicationSubmitted', 'application.price', 'at_most', euro(1), false, 'it is not known'],
    ['ApplicationDecided', 'application.decision', 'is', 'approved', true, 'the decision is approved'],
    ['OfferAccepted', 'offer.price', 'at_least', euro(50_000), true, 'EUR\u00a0500.00'],
    ['OfferAccepted', 'offer.price', 'at_least', { amountMinor: 1, currency: 'USD' }, false, 'in another currency'],
    ['ContractSigned', 'contract.complete', 'is', true, true, 'it is yes'],
    ['ContentSubmitted', 'content.screening', 'is', 'clear', true, 'it is clear'],
    ['CampaignTagged', 'tags.added', 'has', 'VIP', true, 'it is vip'],
    ['CampaignTagged', 'tags.removed', 'has_not', 'vip', false, 'it is not known'],
    ['CampaignCreated', 'campaign.title', 'contains', 'serum', true, 'it is Spring Serum'],
    ['CampaignCreated', 'campaign.days_left', 'at_most', 10, true, 'it is 10'],
    ['CampaignCreated', 'campaign.platform', 'has', 'instagram', true, 'it is instagram'],
    ['CampaignCreated', 'campaign.country', 'has_not', 'FR', true, 'it is DE, AT'],
    ['CampaignCreated', 'campaign.budget', 'at_least', euro(700_001), false, 'it is EUR\u00a07,000.00'],
    ['CampaignCreated', 'application.followers', 'at_least', 1, false, 'cannot be asked any more'],
  ])('of %s: %s %s %s is %s', (event, field, operator, value, holds, says) => {
    const verdict = ask(event, field, operator, value);
    expect(verdict.holds).toBe(holds);
    expect(verdict.reasons).toEqual([{ holds, text: expect.stringContaining(says) }]);
  });

  const yes: Condition = { field: 'campaign.status', operator: 'is', value: 'active' };
  const no: Condition = { field: 'campaign.status', operator: 'is', value: 'draft' };
  it.each<[string, 'all' | 'any', ConditionGroup[], boolean]>([
    ['nothing is asked', 'all', [], true],
    ['a group asks nothing', 'any', [{ match: 'any', conditions: [] }], true],
    ['all of a group hold', 'all', [{ match: 'all', conditions: [yes, yes] }], true],
    ['one of a group does not', 'all', [{ match: 'all', conditions: [yes, no] }], false],
    ['one of a group does', 'all', [{ match: 'any', conditions: [no, yes] }], true],
    ['none of a group does', 'all', [{ match: 'none', conditions: [no, no] }], true],
    ['one of a group does that must not', 'all', [{ match: 'none', conditions: [no, yes] }], false],
    [
      'one of two groups holds, and both must',
      'all',
      [
        { match: 'all', conditions: [yes] },
        { match: 'all', conditions: [no] },
      ],
      false,
    ],
    [
      'one of two groups holds, and one must',
      'any',
      [
        { match: 'all', conditions: [yes] },
        { match: 'all', conditions: [no] },
      ],
      true,
    ],
  ])('with others: %s', (_case, match, groups, holds) => {
    const verdict = judgeConditions('CampaignCreated', { match, groups }, facts);
    expect(verdict.holds).toBe(holds);
    // Every question is answered, also those that could not change anything any more.
    expect(verdict.reasons).toHaveLength(groups.flatMap(({ conditions }) => conditions).length);
  });

  it('is answered whatever it asks, and never by running anything', () => {
    const anyValue = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(euro(1)));
    const condition = fc.record({
      field: fc.string(),
      operator: fc.constantFrom(...OPERATORS_OF.text, ...OPERATORS_OF.number),
      value: anyValue,
    });
    fc.assert(
      fc.property(fc.constantFrom(...RULE_EVENT_TYPES), fc.array(condition), (event, conditions) => {
        const verdict = judgeConditions(event, { match: 'all', groups: [{ match: 'all', conditions }] }, facts);
        expect(verdict.reasons).toHaveLength(conditions.length);
      }),
    );
  });

  it.each<[string, Condition, string, string]>([
    [
      'a field of another event',
      { field: 'offer.price', operator: 'is', value: 1 },
      'field',
      'cannot be asked for this event',
    ],
    ['a path into the item', { field: '__proto__', operator: 'is', value: 'x' }, 'field', 'cannot be asked'],
    [
      'an operator of another kind',
      { field: 'campaign.status', operator: 'at_least', value: 'draft' },
      'operator',
      'must be one of is, is_not',
    ],
    [
      'a value that it never has',
      { field: 'campaign.status', operator: 'is', value: 'gone' },
      'value',
      'must be one of draft, published',
    ],
    [
      'a number for money',
      { field: 'campaign.budget', operator: 'at_least', value: 5 },
      'value',
      'an amount with its currency',
    ],
    ['a text for a number', { field: 'campaign.days_left', operator: 'is', value: '5' }, 'value', 'must be a number'],
    ['an amount for a text', { field: 'campaign.title', operator: 'is', value: euro(1) }, 'value', 'must be a text'],
  ])('is refused where it asks by %s', (_case, condition, at, says) => {
    const issues = issuesOfConditions('CampaignCreated', {
      match: 'all',
      groups: [{ match: 'all', conditions: [condition] }],
    });
    expect(issues).toEqual([
      { path: `conditions.groups.0.conditions.0.${at}`, message: expect.stringContaining(says) },
    ]);
  });

  it('is one of at most twenty', () => {
    const conditions = Array.from({ length: 21 }, () => yes);
    expect(
      issuesOfConditions('CampaignCreated', { match: 'all', groups: [{ match: 'all', conditions }] }),
    ).toMatchObject([{ path: 'conditions' }]);
  });
});

describe('what is done', () => {
  const tag = (add: string[], remove: string[] = []): RuleAction => ({ kind: 'tag', add, remove });
  it.each<[string, RuleAction[], string]>([
    ['nothing', [], 'actions'],
    ['more than ten things', Array.from({ length: 11 }, () => tag(['a'])), 'actions'],
    ['a message where nobody is to be written to', [{ kind: 'message', text: 'Hello' }], 'actions.0.kind'],
    ['no tag', [tag([])], 'actions.0'],
    ['a tag both ways', [tag(['a'], ['a'])], 'actions.0'],
    ['a wait before nothing', [tag(['a']), { kind: 'wait', hours: 1 }], 'actions.1.kind'],
  ])('is refused: %s', (_case, actions, path) => {
    expect(issuesOfActions('CampaignCreated', actions)).toMatchObject([{ path }]);
  });

  it('is only what its author may do', () => {
    const actions: RuleAction[] = [
      tag(['a']),
      { kind: 'webhook', webhookId: 'whk_1' },
      { kind: 'wait', hours: 2 },
      tag(['b']),
    ];
    expect(forbiddenActions(actions, (permission) => permission === 'campaign:write')).toEqual([
      { path: 'actions.1.kind', message: 'takes the permission integration:manage, which you do not hold' },
    ]);
  });

  it.each<[RuleAction, string]>([
    [
      { kind: 'notify', roles: ['owner', 'finance'], text: 'Look at {campaign}, {secret}' },
      'tell every owner and finance: “Look at Spring Serum, {secret}”',
    ],
    [{ kind: 'invite', count: 1 }, 'invite the creator who fits best'],
    [{ kind: 'invite', count: 3 }, 'invite the 3 creators who fit best'],
    [{ kind: 'change_status', command: 'pause' }, 'pause the campaign'],
    [{ kind: 'tag', add: ['a', 'b'], remove: ['c'] }, 'add the tags “a”, “b” and remove the tag “c”'],
    [{ kind: 'task', title: 'Call', dueInDays: 1, assigneeId: null }, 'make the task “Call”, due in 1 day'],
    [{ kind: 'wait', hours: 48 }, 'wait 2 days and ask again'],
    [{ kind: 'wait', hours: 1 }, 'wait 1 hour and ask again'],
  ])('is said in words: %j', (action, words) => {
    expect(actionText(action, facts.campaign)).toBe(words);
  });
});

describe('a run', () => {
  const author = { mayWrite: true };
  it.each([
    ['begins', { depth: 0, runsThisHour: 0, author }, undefined],
    ['begins as the third in a row', { depth: MOST_DEPTH - 1, runsThisHour: 0, author }, undefined],
    ['stops after three in a row', { depth: MOST_DEPTH, runsThisHour: 0, author }, 'depth'],
    ['begins as the last of the hour', { depth: 0, runsThisHour: RUNS_PER_HOUR - 1, author }, undefined],
    ['stops after so many in an hour', { depth: 0, runsThisHour: RUNS_PER_HOUR, author }, 'rate'],
    ['stops when its author is gone', { depth: 0, runsThisHour: 0, author: undefined }, 'author_gone'],
    [
      'stops when its author lost the right',
      { depth: 0, runsThisHour: 0, author: { mayWrite: false } },
      'author_may_not',
    ],
  ])('%s', (_case, given, why) => {
    expect(whyNotRun(given)).toBe(why);
  });

  it('is counted by the clock hour', () => {
    const state = { hour: '2026-11-21T09', runs: 7 };
    expect(runsIn(state, '2026-11-21T09:59:59.999Z')).toBe(7);
    expect(runsIn(state, '2026-11-21T10:00:00.000Z')).toBe(0);
    expect(runsIn(undefined, '2026-11-21T10:00:00.000Z')).toBe(0);
  });

  it.each([
    [['done', 'waited', 'done'], 'done'],
    [['done', 'refused'], 'partly'],
    [['waited', 'refused'], 'refused'],
  ] as const)('that went %j ends %s', (states, status) => {
    expect(statusOfResults(states.map((state) => ({ state })))).toBe(status);
  });
});

describe('tags', () => {
  it('are kept once, in small letters and in order', () => {
    expect(plainTag('  Very   VIP ')).toBe('very vip');
    expect(editTags(['b', 'c'], { add: ['a', 'b'], remove: ['c', 'd'] })).toEqual({
      tags: ['a', 'b'],
      added: ['a'],
      removed: ['c'],
    });
  });
  it('are at most twenty', () => {
    const many = Array.from({ length: MOST_TAGS }, (_, index) => `t${index}`);
    expect(editTags(many, { add: ['one more'], remove: [] })).toMatchObject({ refused: 'limit_reached' });
    expect(editTags(many, { add: ['one more'], remove: ['t0'] })).toHaveProperty('tags');
  });
});

describe('ready-made rules', () => {
  it.each(READY_RULES.map((rule) => [rule.name, rule] as const))('%s: is a rule like any other', (_name, rule) => {
    expect([...issuesOfConditions(rule.event, rule.conditions), ...issuesOfActions(rule.event, rule.actions)]).toEqual(
      [],
    );
  });
  it.each([
    ['flagged-content', { screening: 'flagged' }, true],
    ['flagged-content', { screening: 'waits' }, true],
    ['flagged-content', { screening: 'screening' }, false],
    ['flagged-content', {}, false],
    ['flagged-media', { screening: 'waits' }, true],
    ['flagged-media', { screening: 'passed' }, false],
    ['failed-payments', { canceled: false }, true],
    ['failed-payments', { canceled: true }, false],
  ])('%s says of %j whether it is what it is about: %s', (readyId, data, holds) => {
    const rule = READY_RULES.find((one) => one.readyId === readyId);
    expect(rule && judgeConditions(rule.event, rule.conditions, { ...facts, data }).holds).toBe(holds);
  });
  it('have names of their own', () => {
    expect(new Set(READY_RULES.map(({ readyId }) => readyId)).size).toBe(READY_RULES.length);
  });
});

it('offers for every event what is known of its campaign, and a message only where there is a creator', () => {
  for (const event of RULE_EVENT_TYPES) expect([...fieldsOf(event).keys()]).toContain('campaign.status');
  expect(isAboutCreator('ApplicationSubmitted')).toBe(true);
  expect(isAboutCreator('PaymentFunded')).toBe(false);
});
