import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { type LiveOfferItem, Offers, ownOfferRef } from '#data/offer.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused } from '#domain/decision.ts';
import { dueOfferReminder } from '#domain/offer-reminder.ts';
import { msOf } from './clock.ts';
import { systemCommitContext } from './system-commit.ts';

/** Reminds whose turn it is that an offer ends soon, where that is due and was not done yet for this version; whether it did. */
export async function remindOfOffer({
  influencerId,
  offerId,
}: Pick<LiveOfferItem, 'influencerId' | 'offerId'>): Promise<boolean> {
  const context = systemCommitContext();
  const outcome = await commit(context, {
    reads: { offer: ownOfferRef(influencerId, offerId) },
    decide: ({ offer }) => {
      const nothing = { changes: [], answer: { status: 200, body: false } };
      if (!offer) return nothing;
      const { current, reminded, workspaceId, campaignId, campaignTitle: title, expiresAt } = offer;
      const remindedHours = reminded?.number === current.number ? reminded.hours : null;
      const instants = { writtenAtMs: msOf(current.writtenBy.at), expiresAtMs: msOf(expiresAt) };
      const hours = dueOfferReminder({ status: offer.status, ...instants, remindedHours }, context.nowMs);
      if (hours === undefined) return nothing;
      return {
        changes: replaceBoth(Offers, offer, { ...offer, reminded: { number: current.number, hours } }),
        event: {
          type: 'OfferEndsSoon',
          aggregateId: offerId,
          seq: offer.version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            ...{ workspaceId, campaignId, influencerId, title, offerId, version: current.number },
            ...{ by: current.writtenBy.side, hoursLeft: hours, expiresAt },
          },
        },
        answer: { status: 200, body: true },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Reminding of an offer was refused: ${outcome.refused}.`);
  return outcome.body;
}
