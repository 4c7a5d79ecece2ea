import { getPerformance } from '#contract/areas/analytics.ts';
import { Failure } from '#contract/failure.ts';
import { findPerformance } from '#data/performance.ts';
import { csvText } from '#domain/csv.ts';
import { METRIC_NAMES } from '#domain/social.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { performanceView } from '#runtime/views/performance.ts';

const COLUMNS = [
  'contentId',
  'influencerId',
  'influencerName',
  'deliverableId',
  'platform',
  'url',
  'liveAt',
  'state',
  'accountState',
  ...METRIC_NAMES,
  'engagements',
  'engagementRate',
  'measuredAt',
  'receiptId',
];

export const handler = endpoint(getPerformance, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const found = await findPerformance(workspaceId, campaignId);
  if (!found) throw new Failure('not_found');
  const body = performanceView(found);
  if (call.query.format === 'json') return { status: 200, body };
  const rows = body.content.map((content) => {
    const { contentId, influencerId, influencerName, deliverableId, platform, url, counts } = content;
    const numbers = METRIC_NAMES.map((name) => counts?.[name] ?? null);
    const states = [content.liveAt, content.state, content.accountState];
    const proof = [content.engagements, content.engagementRate, content.measuredAt, content.receiptId];
    return [contentId, influencerId, influencerName, deliverableId, platform, url, ...states, ...numbers, ...proof];
  });
  const file = {
    name: `performance-${campaignId}.csv`,
    contentType: 'text/csv; charset=utf-8',
    text: csvText([COLUMNS, ...rows]),
  };
  return { status: 200, body, file };
});
