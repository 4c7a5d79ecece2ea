import type * as z from 'zod/mini';
import { decideApplications } from '#contract/areas/applications.ts';
import { Failure } from '#contract/failure.ts';
import { type ApplicationItem, applicationRef } from '#data/application.ts';
import { campaignRef } from '#data/campaign.ts';
import { findAll } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { planDecision } from '#runtime/application-decision.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { applicationView } from '#runtime/views/application.ts';

type DecideCall = Call<typeof decideApplications>;
type Asked = DecideCall['body']['decisions'][number];
type Told = z.input<(typeof decideApplications)['responses'][200]>['decisions'][number];

export const handler = endpoint(decideApplications, async (call) => {
  const { workspaceId } = call.member();
  const asked = call.body.decisions;
  const [[campaign], found] = await findAll(
    [campaignRef(workspaceId, call.params.campaignId)],
    asked.map(({ applicationId }) => applicationRef(workspaceId, applicationId)),
  );
  if (!campaign) throw new Failure('not_found');
  const decisions: Told[] = [];
  // One after the other: what is approved looks at the same places, and would only keep its neighbours waiting.
  for (const [at, one] of asked.entries()) decisions.push(await decideOne(call, one, found[at]));
  const countOf = (...outcomes: Told['outcome'][]) =>
    decisions.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    status: 200,
    body: {
      decisions,
      decidedCount: countOf('decided', 'unchanged'),
      refusedCount: countOf('refused', 'not_reached'),
    },
  };
});

/** Decides on one application as it was read; when that is outdated, it is read again. */
async function decideOne(
  call: DecideCall,
  { applicationId, status, reason }: Asked,
  read: ApplicationItem | undefined,
): Promise<Told> {
  const { workspaceId } = call.member();
  let known = read;
  let isFirst = true;
  const outcome = await call.commitOne({
    reads: {},
    more: async () => {
      if (!isFirst) [[known]] = await findAll([applicationRef(workspaceId, applicationId)]);
      isFirst = false;
      return known;
    },
    decide: (_none, application) => {
      if (application?.campaignId !== call.params.campaignId) return refuse('not_found');
      if (application.status === status)
        return { changes: [], answer: { status: 200, body: told(application, 'unchanged') } };
      const planned = planDecision(application, { status, reason: reason ?? null, nowIso: call.nowIso });
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: told(planned.application, 'decided') } };
    },
  });
  if (!isRefused(outcome)) return outcome.body;
  const code = outcome.refused as Exclude<Told['code'], null>;
  const application = known?.campaignId === call.params.campaignId ? applicationView(known) : null;
  return { applicationId, outcome: code === 'too_busy' ? 'not_reached' : 'refused', code, application };
}

function told(application: ApplicationItem, outcome: 'decided' | 'unchanged'): Told {
  return { applicationId: application.applicationId, outcome, code: null, application: applicationView(application) };
}
