import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from './decision.ts';
import {
  DOCUMENT_LIMITS,
  type Document,
  type DocumentVersion,
  decideAttach,
  decideRestore,
  decideVersion,
  holdersOf,
  maySee,
  previewOf,
  withLink,
} from './document.ts';
import { MEMBER_ROLES } from './roles.ts';
import type { UploadType } from './upload.ts';

const WSP = 'wsp_01JD0000000000000000000001';
const by = { userId: 'usr_1', at: '2026-11-20T12:00:00.000Z' };
const upload = (name: string) => ({
  ...{ uploadId: name, purpose: 'document', status: 'ready', fileName: `${name}.pdf`, sizeBytes: 10, sha256: name },
  contentType: 'application/pdf' as UploadType,
});
const nobody: Document['access'] = { roles: [], userIds: [], influencers: [], brand: null };
const deal = (count: number) => ({
  ...{ dealId: `ctr_${count}`, campaignId: 'cmp_1', campaignTitle: 'Spring', workspaceId: WSP, brandName: 'Glow Labs' },
  ...{ influencerId: `inf_${count}`, influencerName: `Mara ${count}` },
});

describe('versions', () => {
  it('are numbered from 1 without gaps and never change, whatever is added or brought back', () => {
    const step = fc.oneof(
      fc.string({ minLength: 1 }).map((name) => ({ add: name })),
      fc.nat({ max: 40 }).map((number) => ({ restore: number })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let versions: DocumentVersion[] = [];
        for (const one of steps) {
          const next =
            'add' in one ? decideVersion(versions, upload(one.add), by) : decideRestore(versions, one.restore, by);
          if (isRefused(next)) continue;
          const before = JSON.stringify(versions);
          versions = [...versions, next];
          expect(JSON.stringify(versions.slice(0, -1))).toBe(before);
          // What was brought back is the file of the version it names.
          if (next.restores !== null) expect(next.sha256).toBe(versions[next.restores - 1]?.sha256);
        }
        expect(versions.map(({ number }) => number)).toEqual(versions.map((_, index) => index + 1));
        expect(versions.length).toBeLessThanOrEqual(DOCUMENT_LIMITS.versions);
      }),
    );
  });
});

describe('who sees a document', () => {
  it('of a workspace: its owners, who added it, and the roles and members named', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...MEMBER_ROLES));
    const people = fc.uniqueArray(fc.constantFrom('usr_1', 'usr_2', 'usr_3'));
    fc.assert(
      fc.property(
        roles,
        people,
        fc.constantFrom(...MEMBER_ROLES),
        fc.constantFrom('usr_1', 'usr_2', 'usr_3'),
        (named, userIds, role, userId) => {
          const document = {
            ownerId: WSP,
            holderId: WSP,
            userId: 'usr_1',
            access: { ...nobody, roles: named, userIds },
          };
          const expected = role === 'owner' || userId === 'usr_1' || named.includes(role) || userIds.includes(userId);
          expect(maySee(document, { role, userId })).toBe(expected);
        },
      ),
    );
  });

  it('that is attached to a message: the other side as well, once, and twenty at most', () => {
    let access = nobody;
    for (let count = 1; count <= DOCUMENT_LIMITS.people; count++) {
      const next = decideAttach({ ownerId: WSP, campaignId: null, access }, deal(count));
      if (isRefused(next)) throw new Error(next.refused);
      expect(decideAttach({ ownerId: WSP, campaignId: null, access: next }, deal(count))).toEqual(next);
      access = next;
    }
    expect(holdersOf({ ownerId: WSP, access })).toHaveLength(DOCUMENT_LIMITS.people + 1);
    expect(decideAttach({ ownerId: WSP, campaignId: null, access }, deal(99))).toMatchObject({
      refused: 'too_many_readers',
    });
    expect(decideAttach({ ownerId: WSP, campaignId: 'cmp_2', access: nobody }, deal(1))).toMatchObject({
      refused: 'not_found',
    });
  });
});

describe('links', () => {
  it('whose time is over make room for others', () => {
    const links = Array.from({ length: DOCUMENT_LIMITS.links }, (_, index) => ({
      ...{ linkId: `lnk_${index}`, secretHash: `h${index}`, expiresAt: index < 2 ? '2026-11-19' : '2026-12-01' },
    }));
    const next = withLink(links, { linkId: 'lnk_new', secretHash: 'h', expiresAt: '2026-12-02' }, '2026-11-20');
    if (isRefused(next)) throw new Error(next.refused);
    expect([next.links.length, next.over.length]).toEqual([DOCUMENT_LIMITS.links - 1, 2]);
    expect(withLink(links, links[0] as (typeof links)[0], '2026-11-18')).toMatchObject({ refused: 'too_many_links' });
  });
});

it.each<[UploadType, string]>([
  ['application/pdf', 'pdf'],
  ['text/plain', 'text'],
  ['image/webp', 'image'],
  ['video/mp4', 'none'],
])('%s is shown as %s', (contentType, preview) => {
  expect(previewOf(contentType)).toBe(preview);
});
