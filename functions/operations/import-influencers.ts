import * as z from 'zod/mini';
import { putRateCard } from '#contract/areas/applications.ts';
import { putInfluencerProfile } from '#contract/areas/profiles.ts';
import { CountryCode, Email, Timezone, text } from '#contract/schemas.ts';
import { type Change, create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Influencers } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef } from '#data/person.ts';
import { RateCards } from '#data/rate-card.ts';
import { keyText, readKeys } from '#data/read.ts';
import { isRefused } from '#domain/decision.ts';
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

type Imported = z.output<typeof Imported>;

/** People of one commit: five items each and the event stay below DynamoDB's hundred. */
const PER_COMMIT = 15;

/** Of every kind of character a policy may ask for. */
const unguessable = (): string => `Aa1-${newSecret()}`;

/**
 * Makes confirmed accounts of influencers with their profiles and rate cards, for a roster that comes from elsewhere. Operators invoke it directly; it has
 * no route. An address that is known already keeps what it has, so that a repeat goes on where a broken import ended.
 */
export async function handler(event: unknown): Promise<{ influencerIds: string[]; known: string[] }> {
  const { influencers } = z.parse(Request, event);
  const influencerIds: string[] = [];
  const known: string[] = [];
  for (let start = 0; start < influencers.length; start += PER_COMMIT) {
    const batch = influencers.slice(start, start + PER_COMMIT);
    const owners = batch.map(({ email }) => emailOwnerRef(sha256(email)));
    const found = await readKeys(owners.map(({ key }) => key));
    const fresh = batch.filter((_, index) => !found.has(keyText((owners[index] as (typeof owners)[0]).key)));
    known.push(...batch.filter((one) => !fresh.includes(one)).map(({ email }) => email));
    influencerIds.push(...(await importBatch(fresh)));
  }
  return { influencerIds, known };
}

/** All of them or none; throws when an address was taken meanwhile. */
async function importBatch(batch: readonly Imported[]): Promise<string[]> {
  if (batch.length === 0) return [];
  const context = systemCommitContext();
  const made = batch.map((one) => ({ ...one, userId: newId('user'), influencerId: newId('influencer') }));
  await Promise.all(
    made.map(({ userId, email, password = unguessable() }) => provisionUser(userPool(), { userId, email, password })),
  );
  const influencerIds = made.map(({ influencerId }) => influencerId);
  const outcome = await commit(context, {
    reads: {},
    decide: () => ({
      changes: made.flatMap((one) => itemsOf(one, context.nowIso)),
      event: {
        type: 'InfluencersImported',
        aggregateId: influencerIds[0] as string,
        seq: 1,
        partition: partitions.influencer(influencerIds[0] as string),
        data: { influencerIds },
      },
      answer: { status: 201, body: null },
    }),
  });
  if (isRefused(outcome)) throw new Error(`The influencers were not made: ${outcome.refused}.`);
  return influencerIds;
}

function itemsOf(one: Imported & { userId: string; influencerId: string }, nowIso: string): Change[] {
  const { email, name, country, timezone, profile, rateCard, userId, influencerId } = one;
  const person = {
    userId,
    email,
    emailHash: sha256(email),
    name,
    country,
    timezone,
    marketing: false,
    termsAt: null,
  };
  const account = personItems({ ...person, role: 'influencer', influencerId, memberships: {} }, nowIso);
  const socialLinks = withVerifiedLinks(profile.socialLinks, []);
  const stamp = { influencerId, version: 1, updatedAt: nowIso };
  return [
    ...account.map((item) => create(item.entity, item.value)),
    create(Influencers, { ...profile, socialLinks, userId, ...stamp }),
    ...(rateCard ? [create(RateCards, { lines: rateCard.lines, ...stamp })] : []),
  ];
}
