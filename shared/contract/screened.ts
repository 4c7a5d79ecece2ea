import * as z from 'zod/mini';
import { MODERATION_STATES } from '#domain/moderation.ts';
import { CHECK_OUTCOMES, SCREENING_CHECKS } from '#domain/screening.ts';
import { Instant } from './schemas.ts';

/** What one check came to; `not_screened` could not be measured, so that nobody has looked yet, and of `screening` the result comes by itself. */
export const ScreeningFinding = z.strictObject({
  check: z.enum(SCREENING_CHECKS),
  outcome: z.enum(CHECK_OUTCOMES),
  says: z.array(z.string()),
  /** Which service measured it, with the version of its model where it tells; absent for lists of words. */
  by: z.optional(z.string()),
  /** What the service named, surest first, and how sure it is, percent. */
  labels: z.optional(z.array(z.strictObject({ label: z.string(), percent: z.int() }))),
});
z.globalRegistry.add(ScreeningFinding, { id: 'ScreeningFinding' });

/** What screening and moderators have said of something; checks that passed are left out. */
export const screened = {
  state: z.enum(MODERATION_STATES),
  /** From 0 to 100: how grave the gravest of what was found is. */
  score: z.int(),
  findings: z.array(ScreeningFinding),
  /** What the moderator who decided last said. */
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  /** Until when whoever it is from may appeal; null where there is nothing to appeal against. */
  appealUntil: z.nullable(Instant),
};
