import { putTaxData } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { createOrReplace } from '#data/change.ts';
import { InfluencerTaxes, influencerTaxRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { keptTaxData, taxIssuesOf } from '#domain/workspace-settings.ts';
import { checkVat } from '#providers/vies.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { taxDataView } from '#runtime/views/invoice.ts';

export const handler = endpoint(putTaxData, async (call) => {
  const { influencerId } = call.influencer();
  const tax = call.body.tax && keptTaxData(call.body.tax);
  const issues = tax ? taxIssuesOf(tax) : [];
  if (issues.length > 0) throw new Failure('validation_failed', undefined, { issues });
  const vatCheck = await checkVat(setting('VIES_API_URL'), tax, call.nowIso);
  return call.commit({
    reads: { data: influencerTaxRef(influencerId) },
    decide: ({ data }) => {
      const kept = vatCheck ? { vatCheck } : {};
      const next = { influencerId, tax, ...kept, version: (data?.version ?? 0) + 1, updatedAt: call.nowIso };
      return {
        changes: [createOrReplace(InfluencerTaxes, data, next)],
        event: {
          type: 'InfluencerTaxSaved',
          aggregateId: influencerId,
          seq: next.version,
          partition: partitions.influencer(influencerId),
          data: { influencerId },
        },
        answer: { status: 200, body: taxDataView(next) },
      };
    },
  });
});
