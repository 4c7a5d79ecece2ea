import { testRule } from '#contract/areas/rules.ts';
import { Failure } from '#contract/failure.ts';
import { type ApplicationItem, applicationRef } from '#data/application.ts';
import { campaignRef } from '#data/campaign.ts';
import { campaignTagsRef } from '#data/campaign-tags.ts';
import { partitions, timelineOf } from '#data/keys.ts';
import { findAll, findTogether, listPage } from '#data/read.ts';
import { Timeline, type TimelineItem } from '#data/timeline.ts';
import { actionText } from '#domain/rules/actions.ts';
import { judgeConditions } from '#domain/rules/conditions.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { refuseContent } from './content.ts';

/** How much of a campaign’s timeline is read, in one call, and on how many events of it a rule is tried. */
const MOST_READ = 300;
const MOST_TRIED = 50;

export const handler = endpoint(testRule, async (call) => {
  const { workspaceId, role } = call.member();
  const { campaignId, event, conditions, actions } = call.body;
  const refused = refuseContent(call.body, role);
  // Whoever may not do it may still see when it would be done.
  if (refused?.refused === 'validation_failed')
    throw new Failure('validation_failed', undefined, { issues: refused.issues });
  const [{ campaign, tags }, { items: happened }] = await Promise.all([
    findTogether({ campaign: campaignRef(workspaceId, campaignId), tags: campaignTagsRef(workspaceId, campaignId) }),
    listPage({
      ...{ entity: Timeline, partition: timelineOf(partitions.campaign(workspaceId, campaignId)) },
      ...{ limit: MOST_READ, newestFirst: true },
    }),
  ]);
  if (!campaign) throw new Failure('not_found');
  const past = happened.filter(({ type }) => type === event).slice(0, MOST_TRIED);
  const applications = await applicationsOf(workspaceId, past);
  const items = past.map(({ eventId, occurredAt, data }) => {
    const application = applications.get(String(data.applicationId));
    const facts = { data, campaign, tags: tags?.tags ?? [], application, todayOn: call.nowIso.slice(0, 10) };
    const { holds, reasons } = judgeConditions(event, conditions, facts);
    const would = holds ? actions.map((action) => actionText(action, campaign)) : [];
    return { eventId, occurredAt, holds, conditions: reasons, would };
  });
  return { status: 200, body: { items, matching: items.filter(({ holds }) => holds).length } };
});

/** The applications that events name, by id. */
async function applicationsOf(
  workspaceId: string,
  past: readonly TimelineItem[],
): Promise<ReadonlyMap<string, ApplicationItem>> {
  const ids = [
    ...new Set(past.flatMap(({ data }) => (typeof data.applicationId === 'string' ? [data.applicationId] : []))),
  ];
  if (ids.length === 0) return new Map();
  const [found] = await findAll(ids.map((id) => applicationRef(workspaceId, id)));
  return new Map(found.flatMap((application) => (application ? [[application.applicationId, application]] : [])));
}
