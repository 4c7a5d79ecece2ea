import * as z from 'zod/mini';
import { putRateCard } from '#contract/areas/applications.ts';
import { putInfluencerProfile } from '#contract/areas/profiles.ts';
import { CountryCode, Email, Timezone, text } from '#contract/schemas.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Influencers } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef } from '#data/person.ts';
import { RateCards } from '#data/rate-card.ts';
import { findOne } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { repeatedLines } from '#domain/rate-card.ts';
import { withVerifiedLinks } from '#domain/social.ts';
import { provisionUser } from '#platform/users.ts';
import { personItems } from '#runtime/account.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { userPool } from '#runtime/session.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const Imported = z.strictObject({
  email: Email,
  /** Without one, the person chooses theirs with "forgot password". */
  password: z.optional(z.string().check(z.minLength(10), z.maxLength(128))),
  name: text(1, 120),
  country: CountryCode,
  timezone: z._default(Timezone, 'UTC'),
  profile: putInfluencerProfile.body,
  rateCard: z.optional(
    putRateCard.body.check(z.refine(({ lines }) => repeatedLines(lines).length === 0, 'must price each kind once')),
  ),
});

const Request = z.strictObject({ influencers: z.array(Imported).check(z.minLength(1), z.maxLength(100)) });

/** How many are made at the same time. */
const AT_ONCE = 4;

/**
 * Makes confirmed accounts of influencers with their profiles and rate cards, for a roster that comes from elsewhere. Operators invoke it directly; it has
 * no route. An address that is known already keeps what it has, so that a repeat goes on where a broken import ended.
 */
export async function handler(event: unknown): Promise<{ influencerIds: string[]; known: string[] }> {
  const left = [...z.parse(Request, event).influencers];
  const influencerIds: string[] = [];
  const known: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const influencerId = await importOne(next);
      if (influencerId) influencerIds.push(influencerId);
      else known.push(next.email);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { influencerIds, known };
}

/** Of every kind of character a policy may ask for. */
const unguessable = (): string => `Aa1-${newSecret()}`;

/** The new influencer's id; undefined when the address belongs to an account. */
async function importOne(imported: z.output<typeof Imported>): Promise<string | undefined> {
  const { email, password = unguessable(), name, country, timezone, profile, rateCard } = imported;
  const emailHash = sha256(email);
  if (await findOne(emailOwnerRef(emailHash))) return undefined;
  const context = systemCommitContext();
  const [userId, influencerId] = [newId('user'), newId('influencer')];
  await provisionUser(userPool(), { userId, email, password });
  const stamp = { influencerId, version: 1, updatedAt: context.nowIso };
  const socialLinks = withVerifiedLinks(profile.socialLinks, []);
  const person = { userId, email, emailHash, name, country, timezone, marketing: false, termsAt: context.nowIso };
  const items = personItems(
    { ...person, role: 'influencer', workspaceId: null, brandId: null, influencerId },
    context.nowIso,
  );
  const outcome = await commit(context, {
    reads: { owner: emailOwnerRef(emailHash) },
    decide: ({ owner }) =>
      owner
        ? refuse('email_taken')
        : {
            changes: [
              ...items.map((item) => create(item.entity, item.value)),
              create(Influencers, { ...profile, socialLinks, userId, ...stamp }),
              ...(rateCard ? [create(RateCards, { lines: rateCard.lines, ...stamp })] : []),
            ],
            event: {
              type: 'InfluencerProfileSaved',
              aggregateId: influencerId,
              seq: 1,
              partition: partitions.influencer(influencerId),
              data: { influencerId },
            },
            answer: { status: 201, body: null },
          },
  });
  return isRefused(outcome) ? undefined : influencerId;
}
