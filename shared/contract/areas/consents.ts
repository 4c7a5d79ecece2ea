import * as z from 'zod/mini';
import { DOCUMENTS } from '#domain/documents.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, Instant } from '../schemas.ts';

const Document = z.enum(DOCUMENTS);

export const DocumentConsent = z.strictObject({
  document: Document,
  /** The version that holds now, named by the day it was published on. */
  version: Day,
  acceptedVersion: z.nullable(Day),
  acceptedAt: z.nullable(Instant),
  /** It has to be accepted before going on. */
  due: z.boolean(),
  /** What is new since the accepted version. */
  changes: z.array(z.string()),
});
z.globalRegistry.add(DocumentConsent, { id: 'DocumentConsent' });

const preferenceFields = {
  /** Product news by e-mail; what concerns the account is mailed in any case. */
  marketing: z.boolean(),
  /** Counting how the product is used. */
  analytics: z.boolean(),
  /** Suggestions from what the person does. */
  personalisation: z.boolean(),
};

export const Consents = z.strictObject({
  documents: z.array(DocumentConsent),
  preferences: z.strictObject(preferenceFields),
});
z.globalRegistry.add(Consents, { id: 'Consents' });

export const getConsents = defineEndpoint({
  id: 'users.get-consents',
  method: 'GET',
  path: '/users/me/consents',
  allow: ['account:self'],
  responses: { 200: Consents },
  errors: ['not_found'],
  summary: 'What you accepted and allow: versions of terms and privacy policy, and each privacy preference.',
});

export const putConsents = defineEndpoint({
  id: 'users.put-consents',
  method: 'PUT',
  path: '/users/me/consents',
  allow: ['account:self'],
  idempotent: true,
  body: z.strictObject({
    accept: z.optional(
      z.array(z.strictObject({ document: Document, version: Day })).check(
        z.minLength(1),
        z.maxLength(DOCUMENTS.length),
        z.refine((list) => new Set(list.map(({ document }) => document)).size === list.length, {
          error: 'may name each document once',
        }),
      ),
    ),
    preferences: z.optional(z.partial(z.strictObject(preferenceFields))),
  }),
  responses: { 200: Consents },
  errors: ['not_found', 'document_outdated'],
  summary: 'Accept documents in their last version, and give or withdraw consents; what is not named stays as it is.',
});

export const consentEndpoints = [getConsents, putConsents] as const;
