import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listRules, listRuns, updateRule } from '#contract/areas/rules.ts';
import { EVENTS, type EventActor, type EventType } from '#contract/events.ts';
import { type ApplicationItem, Applications, claimApplied } from '#data/application.ts';
import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { CampaignTags, campaignTagsRef } from '#data/campaign-tags.ts';
import { create, createOrReplace, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { type RuleItem, Rules } from '#data/rule.ts';
import { SearchDocuments } from '#data/search-document.ts';
import { createBoth } from '#data/two-sided.ts';
import { type WebhookItem, Webhooks } from '#data/webhook.ts';
import { MOST_DEPTH, RUNS_PER_HOUR, type RuleAction, type RuleContent } from '#domain/rules/rule.ts';
import { HEALTHY } from '#domain/webhook-delivery.ts';
import { handler as listingRules } from '#functions/rules/list-rules.ts';
import { handler as listingRuns } from '#functions/rules/list-runs.ts';
import { handler as changingRule } from '#functions/rules/update-rule.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { newId } from '#runtime/ids.ts';
import { forgetInfluencers } from '#runtime/search/influencer-index.ts';
import { callEndpoint } from '#testing/call.ts';
import { aCampaign, putOpenCampaign } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as continuing } from '#workflows/rule-wait/steps/continue-run.ts';
import { handler } from './on-event-run-rules.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const started = prepareTestMachines();
const sqs = mockClient(SQSClient);
const files = prepareTestFiles();
const START = Date.parse('2026-11-20T12:05:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  started.length = 0;
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  vi.stubEnv('QUEUE_URL_PREFIX', 'https://sqs.test/');
});
afterEach(() => void vi.useRealTimers());

let count = 900;
interface Scene {
  owner: MemberActor;
  manager: MemberActor;
  workspaceId: string;
  campaign: CampaignItem;
  application: ApplicationItem;
}

/** A workspace with an open campaign to which somebody with 48,000 followers has applied. */
async function aScene(): Promise<Scene> {
  const { people, workspaceId, brandId } = await openWorkspace(['owner', 'manager']);
  const [owner, manager] = people.map(({ actor }) => actor) as [MemberActor, MemberActor];
  count += 1;
  const campaign = await putOpenCampaign(aCampaign(count, { workspaceId, brandId, brandName: 'One' }));
  const at = '2026-11-20T12:00:00.000Z';
  const application: ApplicationItem = {
    ...{ applicationId: countedId('application', count), workspaceId, campaignId: campaign.campaignId },
    ...{ campaignTitle: campaign.title, brandName: 'One', influencerId: countedId('influencer', count) },
    headline: { displayName: 'Mara', followers: 48_000, platforms: ['instagram'], niches: ['beauty'], country: 'DE' },
    ...{ proposalDetails: 'Me', proposedPrice: null, portfolioLinks: [], answers: [], status: 'pending' },
    ...{ reason: null, decidedAt: null, version: 1, createdAt: at, updatedAt: at },
  };
  await write(...createBoth(Applications, application), claimApplied(application, undefined));
  return { owner, manager, workspaceId, campaign, application };
}

const followers = (value: number): RuleContent['conditions'] => ({
  match: 'all',
  groups: [{ match: 'all', conditions: [{ field: 'application.followers', operator: 'at_least', value }] }],
});
const always: RuleContent['conditions'] = { match: 'all', groups: [] };

async function putRule(scene: Scene, said: Partial<RuleItem> & { actions: RuleAction[] }): Promise<RuleItem> {
  const at = '2026-11-01T00:00:00.000Z';
  const rule: RuleItem = {
    ...{
      workspaceId: scene.workspaceId,
      ruleId: newId('rule'),
      name: 'Large applicants',
      event: 'ApplicationSubmitted',
    },
    ...{ conditions: followers(20_000), enabled: true, authorId: scene.manager.userId },
    ...{ createdAt: at, updatedAt: at, version: 1, ...said },
  };
  await write(create(Rules, rule));
  return rule;
}

const applied = ({ workspaceId, campaign, application }: Scene) => ({
  ...{ workspaceId, campaignId: campaign.campaignId, title: campaign.title },
  ...{ influencerId: application.influencerId, applicationId: application.applicationId },
});
const apply = (scene: Scene) => deliver(handler, 'ApplicationSubmitted', applied(scene));
const runsOf = async (scene: Scene, { ruleId }: Pick<RuleItem, 'ruleId'>) =>
  (await callEndpoint(listingRuns, listRuns, { actor: scene.owner, params: { ruleId } })).body.items;
const own = async (scene: Scene, kind: string) =>
  (await items()).filter((item) => item._et === kind && item.workspaceId === scene.workspaceId);
const eventsOf = async ({ workspaceId }: Scene, type: EventType) =>
  (await items()).filter(
    (item) =>
      item._et === 'event' && item.type === type && (item.data as { workspaceId?: string }).workspaceId === workspaceId,
  );

describe('a rule whose conditions hold', () => {
  it('does what it says, in order, as the rule, and notes why', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      actions: [
        { kind: 'notify', roles: ['owner'], text: 'Look at {campaign}.' },
        { kind: 'task', title: 'Answer for {campaign}', dueInDays: 2, assigneeId: scene.manager.userId },
        { kind: 'tag', add: ['vip'], remove: [] },
        { kind: 'message', text: 'Thank you for applying to {campaign}.' },
      ],
    });
    await apply(scene);
    const { title, campaignId } = scene.campaign;
    const [run] = await runsOf(scene, rule);
    expect(run, JSON.stringify(run)).toMatchObject({
      ...{ status: 'done', reason: null, depth: 1, campaignId, campaignTitle: title },
      conditions: [{ holds: true, text: 'the number of followers of the applicant is at least 20,000: it is 48,000' }],
      results: [
        { kind: 'notify', state: 'done' },
        { kind: 'task', state: 'done', says: `make the task “Answer for ${title}”, due in 2 days` },
        { kind: 'tag', state: 'done' },
        { kind: 'message', state: 'done', note: null },
      ],
    });
    const [told] = await eventsOf(scene, 'RuleNotified');
    expect(told).toMatchObject({
      actor: { kind: 'rule', ruleId: rule.ruleId, depth: 1 },
      data: { roles: ['owner'], text: `Look at ${title}.`, name: rule.name },
    });
    expect(await own(scene, 'task')).toMatchObject([
      { title: `Answer for ${title}`, dueOn: '2026-11-22', assigneeId: scene.manager.userId, ruleId: rule.ruleId },
    ]);
    expect(await findOne(campaignTagsRef(scene.workspaceId, campaignId))).toMatchObject({ tags: ['vip'] });
    // In the name of who wrote the rule, in the talk about the application.
    expect(await own(scene, 'message')).toMatchObject([
      { by: 'brand', userId: scene.manager.userId, text: `Thank you for applying to ${title}.`, number: 1 },
    ]);
    const { body } = await callEndpoint(listingRules, listRules, { actor: scene.owner });
    expect(body.items).toMatchObject([{ runsThisHour: 1, lastRun: { runId: run.runId, status: 'done' } }]);
  });

  it('runs once, however often and at once the event is delivered', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      actions: [
        { kind: 'task', title: 'Answer', dueInDays: null, assigneeId: null },
        { kind: 'notify', roles: ['owner'], text: 'Look.' },
        { kind: 'message', text: 'Thank you.' },
      ],
    });
    const { again } = await apply(scene);
    await Promise.all([again(), again(), again()]);
    expect(await runsOf(scene, rule)).toHaveLength(1);
    expect(await own(scene, 'task')).toHaveLength(1);
    expect(await own(scene, 'message')).toHaveLength(1);
    expect(await eventsOf(scene, 'RuleNotified')).toHaveLength(1);
  });

  it('is gone on with by the next delivery where a crash left it', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      actions: [
        { kind: 'task', title: 'First', dueInDays: null, assigneeId: null },
        { kind: 'task', title: 'Second', dueInDays: null, assigneeId: null },
      ],
    });
    const { again } = await apply(scene);
    // As it was between the two.
    const [run] = await own(scene, 'rule_run');
    const second = (await own(scene, 'task')).find(({ title }) => title === 'Second');
    await write(
      { kind: 'delete', key: { pk: String(second?.pk), sk: String(second?.sk) }, when: [] },
      update(
        keys.ruleRun(scene.workspaceId, rule.ruleId, String(run?.runId)),
        {
          set: {
            status: 'running',
            next: 1,
            results: (run as unknown as { results: object[] }).results.slice(0, 1),
            finishedAt: null,
          },
        },
        [],
      ),
    );
    await again();
    expect((await own(scene, 'task')).map(({ title }) => title).sort()).toEqual(['First', 'Second']);
    expect(await runsOf(scene, rule)).toMatchObject([{ status: 'done', results: [{}, {}] }]);
  });

  it('changes the status of a campaign by the same rules as people, and says where it may not', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      actions: [
        { kind: 'change_status', command: 'pause' },
        { kind: 'change_status', command: 'pause' },
        { kind: 'change_status', command: 'resume' },
      ],
    });
    await apply(scene);
    expect(await runsOf(scene, rule)).toMatchObject([
      {
        status: 'partly',
        results: [
          { state: 'done', note: 'It is paused now.' },
          { state: 'refused', note: expect.stringContaining('paused') },
          { state: 'done', note: 'It is published now.' },
        ],
      },
    ]);
    expect(await findOne(campaignRef(scene.workspaceId, scene.campaign.campaignId))).toMatchObject({
      status: 'published',
    });
    expect((await eventsOf(scene, 'CampaignStatusChanged')).map(({ actor }) => (actor as EventActor).kind)).toEqual([
      'rule',
      'rule',
    ]);
  });

  it('invites who fits best and has neither applied nor been invited, each once', async () => {
    const scene = await aScene();
    const { campaign } = scene;
    forgetInfluencers();
    files.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'There is none.', $metadata: {} }));
    const known = [
      scene.application.influencerId,
      ...[1, 2, 3].map((index) => countedId('influencer', count * 10 + index)),
    ];
    for (const [index, influencerId] of known.entries())
      await write(
        createOrReplace(SearchDocuments, undefined, {
          influencerId,
          document: {
            ...{ influencerId, displayName: `Creator ${index}`, bio: '', languages: [], country: 'DE', city: null },
            // The more of what they post about is wanted, the better the fit; the last one fits not at all.
            niches: [['beauty', 'wellness'], ['beauty', 'wellness'], ['beauty', 'fitness'], ['gaming']][index] ?? [],
            accounts: [{ platform: 'instagram', handle: `c${index}`, followers: 48_000, verified: true }],
            prices: [],
          },
          ...{ profileVersion: 1, cardVersion: 0, changedAtMs: START - 1000 },
        }),
      );
    const rule = await putRule(scene, { actions: [{ kind: 'invite', count: 1 }] });
    const first = await apply(scene);
    await first.again();
    expect((await own(scene, 'invited')).map(({ influencerId }) => influencerId)).toEqual([known[1]]);
    await apply(scene);
    await apply(scene);
    expect((await own(scene, 'invited')).map(({ influencerId }) => influencerId).sort()).toEqual([known[1], known[2]]);
    // Within one millisecond they have no order.
    const notes = (await runsOf(scene, rule)).map(({ results }: { results: { note: string }[] }) => results[0]?.note);
    expect(notes.sort()).toEqual([
      '0 creators were invited; nobody else fits who has not applied or been invited.',
      '1 creator was invited.',
      '1 creator was invited.',
    ]);
    expect((await eventsOf(scene, 'InfluencerInvited')).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ influencerId: known[1], campaignId: campaign.campaignId, brandName: 'Glow Labs' }),
    );
  });

  it('has a webhook of the workspace called by the sender of all webhooks, once', async () => {
    const scene = await aScene();
    const { workspaceId } = scene;
    const webhookId = newId('webhook');
    const webhook: WebhookItem = {
      ...{ workspaceId, webhookId, url: 'https://hooks.brand.example/', description: '', events: [], status: 'active' },
      ...{ disabledReason: null, wrappedSecret: 'x', oldSecret: null, ...HEALTHY, createdBy: scene.owner.userId },
      ...{ createdAt: '2026-11-01T00:00:00.000Z', version: 1 },
    };
    await write(create(Webhooks, webhook));
    const rule = await putRule(scene, { authorId: scene.owner.userId, actions: [{ kind: 'webhook', webhookId }] });
    const { again } = await apply(scene);
    await again();
    const [delivery, ...more] = await own(scene, 'webhook_delivery');
    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ webhookId, type: 'rule.triggered', status: 'pending' });
    expect(JSON.parse(String(delivery?.payload))).toMatchObject({
      ...{ type: 'rule.triggered', workspaceId },
      data: { ruleId: rule.ruleId, campaignTitle: scene.campaign.title, event: { type: 'application.submitted' } },
    });
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
  });
});

describe('a rule that does not act', () => {
  it('notes which condition did not hold', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      conditions: followers(50_000),
      actions: [{ kind: 'notify', roles: ['owner'], text: 'Look.' }],
    });
    await apply(scene);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'not_met', conditions: [{ holds: false }], results: [] },
    ]);
    expect(await eventsOf(scene, 'RuleNotified')).toEqual([]);
  });

  it('is switched off, waits for another event or is of another workspace', async () => {
    const scene = await aScene();
    const other = await aScene();
    const actions: RuleAction[] = [{ kind: 'notify', roles: ['owner'], text: 'Look.' }];
    const rules = [
      await putRule(scene, { enabled: false, actions }),
      await putRule(scene, { event: 'ApplicationWithdrawn', actions }),
      await putRule(other, { actions }),
    ];
    await apply(scene);
    for (const rule of rules) expect(await runsOf(scene, rule)).toEqual([]);
    expect(await own(other, 'rule_run')).toEqual([]);
  });

  it('stops when who saved it has left, or may not write rules any more, and tells them once an hour', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { actions: [{ kind: 'notify', roles: ['owner'], text: 'Look.' }] });
    const member = keys.member(scene.workspaceId, scene.manager.userId);
    await write(update(member, { set: { role: 'viewer' } }, []));
    await apply(scene);
    await apply(scene);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'stopped', reason: { code: 'author_may_not' } },
      { status: 'stopped', reason: { code: 'author_may_not', text: expect.stringContaining('save it again') } },
    ]);
    expect(await eventsOf(scene, 'RuleStopped')).toMatchObject([
      { data: { reason: 'author_may_not', authorId: scene.manager.userId } },
    ]);
    await write({ kind: 'delete', key: member, when: [] });
    await apply(scene);
    const codes = (await runsOf(scene, rule)).map(({ reason }: { reason: { code: string } }) => reason.code);
    expect(codes.sort()).toEqual(['author_gone', 'author_may_not', 'author_may_not']);
    expect(await eventsOf(scene, 'RuleNotified')).toEqual([]);
  });

  it('does not do what its author may not do any more', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { actions: [{ kind: 'webhook', webhookId: newId('webhook') }] });
    await apply(scene);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'refused', results: [{ state: 'refused', note: 'Your role does not allow this.' }] },
    ]);
  });
});

describe('what a rule is refused', () => {
  it.each<[string, RuleAction, (scene: Scene) => Promise<void>, string]>([
    [
      'a message about what was rejected',
      { kind: 'message', text: 'Thank you.' },
      ({ workspaceId, application }) =>
        write(update(keys.application(workspaceId, application.applicationId), { set: { status: 'rejected' } }, [])),
      'This was rejected or withdrawn, so no new talk begins about it.',
    ],
    [
      'an invitation to what takes no applications',
      { kind: 'invite', count: 1 },
      ({ campaign }) => write({ kind: 'delete', key: keys.listing(campaign.campaignId), when: [] }),
      'The campaign takes no applications now, so nobody was invited.',
    ],
    [
      'more tags than there may be',
      { kind: 'tag', add: ['one more'], remove: [] },
      ({ workspaceId, campaign: { campaignId } }) => {
        const tags = Array.from({ length: 20 }, (_, index) => `t${index}`);
        return write(create(CampaignTags, { workspaceId, campaignId, tags, version: 1 }));
      },
      'A campaign may have 20 tags; remove one that is not used.',
    ],
  ])('%s is noted with the reason, and what follows is done all the same', async (_case, action, prepare, why) => {
    const scene = await aScene();
    await prepare(scene);
    const rule = await putRule(scene, {
      actions: [action, { kind: 'task', title: 'Look', dueInDays: null, assigneeId: null }],
    });
    await apply(scene);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'partly', results: [{ state: 'refused', note: why }, { state: 'done' }] },
    ]);
    expect(await own(scene, 'task')).toHaveLength(1);
    expect(await own(scene, 'message')).toEqual([]);
  });
});

describe('rules that trigger one another', () => {
  /** Delivers what the rules did as long as they do something. */
  async function playOn(scene: Scene, type: EventType): Promise<number> {
    const seen = new Set<unknown>();
    for (let round = 0; ; round += 1) {
      const fresh = (await eventsOf(scene, type)).filter(({ eventId }) => !seen.has(eventId));
      if (fresh.length === 0 || round > 9) return round;
      for (const { eventId, data, actor } of fresh) {
        seen.add(eventId);
        await deliver(handler, type, data, actor as EventActor, String(eventId));
      }
    }
  }

  it('stop after three runs in a row, and say so', async () => {
    const scene = await aScene();
    const { campaignId, title } = scene.campaign;
    const flip = (tag: string, when: 'has' | 'has_not') =>
      putRule(scene, {
        event: 'CampaignTagged',
        conditions: {
          match: 'all',
          groups: [{ match: 'all', conditions: [{ field: 'campaign.tag', operator: when, value: tag }] }],
        },
        actions: [{ kind: 'tag', add: when === 'has' ? [] : [tag], remove: when === 'has' ? [tag] : [] }],
      });
    const [off, on] = [await flip('vip', 'has'), await flip('vip', 'has_not')];
    const data = { workspaceId: scene.workspaceId, campaignId, title, tags: [], added: ['x'], removed: [] };
    await deliver(handler, 'CampaignTagged', data, { kind: 'member', userId: scene.owner.userId });
    await playOn(scene, 'CampaignTagged');
    const runs = [...(await runsOf(scene, off)), ...(await runsOf(scene, on))];
    const of = (status: string) => runs.filter((run) => run.status === status);
    expect(
      of('done')
        .map(({ depth }) => depth)
        .sort(),
    ).toEqual([1, 2, 3].slice(0, MOST_DEPTH));
    expect(of('stopped')).toMatchObject([
      { depth: MOST_DEPTH + 1, reason: { code: 'depth', text: expect.stringContaining('triggered one another') } },
    ]);
    expect(await eventsOf(scene, 'RuleStopped')).toMatchObject([{ data: { reason: 'depth' } }]);
  });

  it('stops by itself when it triggers itself', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, {
      event: 'MessageSent',
      conditions: always,
      actions: [{ kind: 'message', text: 'Thank you for your message.' }],
    });
    const sample = EVENTS.MessageSent.sample;
    const { applicationId: _id, ...about } = applied(scene);
    // The talk begins with a message of the rule’s own kind.
    const first = await putRule(scene, { actions: [{ kind: 'message', text: 'Hello.' }] });
    await apply(scene);
    expect(await runsOf(scene, first)).toMatchObject([{ status: 'done' }]);
    const [thread] = await own(scene, 'thread');
    await deliver(handler, 'MessageSent', { ...sample, ...about, threadId: thread?.threadId, number: 1 });
    await playOn(scene, 'MessageSent');
    const runs = await runsOf(scene, rule);
    // One chain began with the person’s message, the other with that of the first rule, which counts.
    expect(Math.max(...runs.map(({ depth }: { depth: number }) => depth))).toBe(MOST_DEPTH + 1);
    for (const run of runs) expect(run.status).toBe(run.depth > MOST_DEPTH ? 'stopped' : 'done');
  });

  it('run sixty times within an hour, say that once, and go on in the next', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { actions: [{ kind: 'notify', roles: ['owner'], text: 'Look.' }] });
    await apply(scene);
    await write(update(keys.ruleState(scene.workspaceId, rule.ruleId), { set: { runs: RUNS_PER_HOUR } }, []));
    await apply(scene);
    await apply(scene);
    expect((await runsOf(scene, rule)).map(({ status }: { status: string }) => status).sort()).toEqual([
      'done',
      'stopped',
    ]);
    expect((await runsOf(scene, rule)).find(({ reason }: { reason: object | null }) => reason).reason).toMatchObject({
      code: 'rate',
      text: expect.stringContaining('60 times'),
    });
    vi.setSystemTime(START + 3_600_000);
    await apply(scene);
    expect((await runsOf(scene, rule))[0]).toMatchObject({ status: 'done' });
  });
});

describe('a rule that waits', () => {
  const actions: RuleAction[] = [
    { kind: 'tag', add: ['waiting'], remove: [] },
    { kind: 'wait', hours: 48 },
    { kind: 'task', title: 'Still there', dueInDays: null, assigneeId: null },
  ];
  const active: RuleContent['conditions'] = {
    match: 'all',
    groups: [{ match: 'all', conditions: [{ field: 'campaign.status', operator: 'is', value: 'published' }] }],
  };
  const wake = () => continuing(JSON.parse(JSON.stringify(started.at(-1)?.input)));

  it('goes on after the time, once, if its conditions still hold', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { conditions: active, actions });
    const { again } = await apply(scene);
    await again();
    expect(started.map(({ name }) => name)).toEqual([started[0]?.name, started[0]?.name]);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'waiting', wakeAt: '2026-11-22T12:05:00.000Z', results: [{}, { state: 'waited' }] },
    ]);
    vi.setSystemTime(START + 48 * 3_600_000);
    await Promise.all([wake(), wake()]);
    await again();
    expect(await own(scene, 'task')).toHaveLength(1);
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'done', wakeAt: null, results: [{}, {}, { kind: 'task' }] },
    ]);
  });

  it('ends when its conditions do not hold any more', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { conditions: active, actions });
    await apply(scene);
    await write(update(keys.campaign(scene.workspaceId, scene.campaign.campaignId), { set: { status: 'paused' } }, []));
    await wake();
    expect(await runsOf(scene, rule)).toMatchObject([
      { status: 'stopped', reason: { code: 'no_longer_met' }, conditions: [{ holds: false }] },
    ]);
    expect(await own(scene, 'task')).toEqual([]);
  });

  it('ends when its rule was switched off or changed meanwhile', async () => {
    const scene = await aScene();
    const rule = await putRule(scene, { conditions: active, actions });
    await apply(scene);
    const params = { ruleId: rule.ruleId };
    const off = { version: 1, enabled: false };
    expect((await callEndpoint(changingRule, updateRule, { actor: scene.owner, params, body: off })).status).toBe(200);
    await wake();
    expect(await runsOf(scene, rule)).toMatchObject([{ status: 'stopped', reason: { code: 'rule_changed' } }]);
    expect(await own(scene, 'task')).toEqual([]);
  });
});
