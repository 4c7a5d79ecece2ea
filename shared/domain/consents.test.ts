import { describe, expect, it } from 'vitest';
import { acceptancesOf, decideConsents, preferencesOf } from './consents.ts';
import { isRefused } from './decision.ts';
import { acceptAll, changesSince, currentVersionOf, DOCUMENT_VERSIONS, DOCUMENTS, documentsDue } from './documents.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const [oldTerms] = DOCUMENT_VERSIONS.terms.map(({ version }) => version);
const terms = currentVersionOf('terms').version;
const fresh = { accepted: acceptAll('2026-10-01T00:00:00.000Z'), marketing: false };

describe('the versions of documents', () => {
  it.each(DOCUMENTS)('of the %s follow each other by day, and say what is new', (document) => {
    const versions = DOCUMENT_VERSIONS[document].map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort());
    for (const { changes } of DOCUMENT_VERSIONS[document].slice(1)) expect(changes.length).toBeGreaterThan(0);
  });

  it('are asked for until the last one is accepted, with what changed since', () => {
    expect(documentsDue({})).toEqual(['terms', 'privacy']);
    expect(documentsDue(fresh.accepted)).toEqual([]);
    const before = { ...fresh.accepted, terms: { version: oldTerms as string, at: NOW } };
    expect(documentsDue(before)).toEqual(['terms']);
    expect(changesSince('terms', oldTerms)).toEqual(currentVersionOf('terms').changes);
    expect(changesSince('terms', terms)).toEqual([]);
  });

  it('of an account from before they were kept is the one that held when it was opened', () => {
    const kept = (termsAt: string) => acceptancesOf({ termsAt, marketing: false });
    expect(kept('2026-05-01T08:00:00.000Z').terms).toEqual({ version: oldTerms, at: '2026-05-01T08:00:00.000Z' });
    expect(documentsDue(kept('2099-01-01T00:00:00.000Z'))).toEqual([]);
    expect(kept('2020-01-01T00:00:00.000Z')).toEqual({});
  });
});

describe('consents', () => {
  it('are off until they are given', () => {
    expect(preferencesOf({ marketing: false })).toEqual({ marketing: false, analytics: false, personalisation: false });
  });

  it('change only what is named, and say what was before', () => {
    const decided = decideConsents(
      { accepted: { terms: { version: oldTerms as string, at: '2026-04-01T00:00:00.000Z' } }, marketing: true },
      { accept: [{ document: 'terms', version: terms }], preferences: { marketing: false } },
      NOW,
    );
    expect(decided).toEqual({
      consents: {
        accepted: { terms: { version: terms, at: NOW } },
        ...{ marketing: false, analytics: false, personalisation: false },
      },
      accepted: [{ document: 'terms', version: terms, before: oldTerms }],
      changes: [{ field: 'marketing', from: true, to: false }],
    });
  });

  it('that are so already leave no trace, and the time of acceptance stays', () => {
    const again = decideConsents(
      fresh,
      { accept: [{ document: 'terms', version: terms }], preferences: { marketing: false } },
      NOW,
    );
    expect(again).toMatchObject({ accepted: [], changes: [], consents: { accepted: fresh.accepted } });
  });

  it.each([oldTerms as string, '2099-01-01'])(
    'cannot be given to another version than the last one (%s)',
    (version) => {
      const refused = decideConsents(fresh, { accept: [{ document: 'terms', version }] }, NOW);
      expect(isRefused(refused) && refused).toMatchObject({
        refused: 'document_outdated',
        detail: expect.stringContaining(terms),
      });
    },
  );
});
