import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditRecord,
  type ChainHead,
  type ChainLink,
  chainStart,
  nextLink,
  verifyEnd,
  verifyLinks,
} from './audit-chain.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const start = chainStart(hash, 'wsp_1');
type Pair = { link: ChainLink; record: AuditRecord | undefined };

function aRecord(count: number): AuditRecord {
  return {
    ...{ eventId: `evt_${count}`, place: 'WSP#wsp_1#EVENTS', type: 'MemberLeft', schemaVersion: 1, seq: count },
    ...{ occurredAt: '2026-11-20T12:00:00.000Z', correlationId: `c-${count}`, aggregateId: 'wsp_1' },
    ...{ actor: { kind: 'member', userId: 'usr_1' }, data: { workspaceId: 'wsp_1', count } },
    ...(count % 2 ? { source: { address: '203.0.113.7', device: 'Firefox' } } : {}),
    ...(count % 3 ? {} : { changes: [{ field: 'name', from: 'Ada', to: 'Bea' }] }),
  };
}

/** A chain of so many records, and its head. */
function aChain(count: number): { pairs: Pair[]; head: ChainHead } {
  let head: ChainHead = start;
  const pairs = Array.from({ length: count }, (_, index) => {
    const record = aRecord(index + 1);
    const link = nextLink(hash, head, record, `salt-${index}`);
    head = { index: link.index, hash: link.hash };
    return { link, record };
  });
  return { pairs, head };
}

/** What the verifier says of a whole chain. */
function verdictOf(pairs: readonly Pair[], head: ChainHead, published?: ChainHead) {
  const links = verifyLinks(hash, start, pairs, published);
  return links.fault ? links : verifyEnd(links.upTo, head, published);
}

/** A chain made anew from its records: everything fits again, but for what was published before. */
function rehashed(records: readonly AuditRecord[]): { pairs: Pair[]; head: ChainHead } {
  let head: ChainHead = start;
  const pairs = records.map((record, index) => {
    const link = nextLink(hash, head, record, `new-${index}`);
    head = { index: link.index, hash: link.hash };
    return { link, record };
  });
  return { pairs, head };
}

const LENGTH = 8;
const at = fc.integer({ min: 0, max: LENGTH - 1 });

describe('a chain of audit records', () => {
  it('verifies as it was written, whole and in pages', () => {
    const { pairs, head } = aChain(LENGTH);
    expect(verdictOf(pairs, head, head)).toEqual({ upTo: head, fault: null });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LENGTH }), (cut) => {
        const first = verifyLinks(hash, start, pairs.slice(0, cut), head);
        expect(verifyLinks(hash, first.upTo, pairs.slice(cut), head)).toEqual({ upTo: head, fault: null });
      }),
    );
    expect(verdictOf([], start), 'an empty one, too').toEqual({ upTo: start, fault: null });
  });

  it('belongs to one workspace', () => {
    const { pairs } = aChain(1);
    expect(verifyLinks(hash, chainStart(hash, 'wsp_2'), pairs).fault).toMatchObject({ index: 1, what: 'link_changed' });
  });

  it('still verifies after what is personal was erased with its salt', () => {
    const { pairs, head } = aChain(LENGTH);
    const erased = pairs.map(({ link, record }) => {
      const { source: _source, changes: _changes, ...rest } = record as AuditRecord;
      return { link: { ...link, salt: null }, record: rest };
    });
    expect(verdictOf(erased, head, head)).toEqual({ upTo: head, fault: null });
  });
});

describe('the verifier names the first index at which', () => {
  it('a bit of a record was flipped, in any field', () => {
    const { pairs, head } = aChain(LENGTH);
    fc.assert(
      fc.property(at, fc.nat(), fc.integer({ min: 0, max: 6 }), (index, where, bit) => {
        const text = JSON.stringify((pairs[index] as Pair).record);
        const position = where % text.length;
        const flipped = String.fromCharCode(text.charCodeAt(position) ^ (1 << bit));
        let record: AuditRecord;
        try {
          record = JSON.parse(text.slice(0, position) + flipped + text.slice(position + 1));
        } catch {
          return;
        }
        if (JSON.stringify(record) === text) return;
        const changed = pairs.map((pair, other) => (other === index ? { ...pair, record } : pair));
        expect(verdictOf(changed, head).fault).toMatchObject({ index: index + 1, what: 'record_changed' });
      }),
      { numRuns: 300 },
    );
  });

  it('a link was changed', () => {
    const { pairs, head } = aChain(LENGTH);
    const fields = ['recordHash', 'previousHash', 'hash'] as const;
    fc.assert(
      fc.property(at, fc.constantFrom(...fields), (index, field) => {
        const changed = pairs.map((pair, other) =>
          other === index ? { ...pair, link: { ...pair.link, [field]: hash('another') } } : pair,
        );
        expect(verdictOf(changed, head).fault).toMatchObject({ index: index + 1, what: 'link_changed' });
      }),
    );
  });

  it('a record or a link is gone', () => {
    const { pairs, head } = aChain(LENGTH);
    fc.assert(
      fc.property(at, (index) => {
        const without = pairs.map((pair, other) => (other === index ? { ...pair, record: undefined } : pair));
        expect(verdictOf(without, head).fault).toMatchObject({ index: index + 1, what: 'record_missing' });
        const dropped = pairs.filter((_, other) => other !== index);
        expect(verdictOf(dropped, head).fault).toMatchObject({ index: index + 1, what: 'link_missing' });
      }),
    );
  });

  it('a link stands twice, or two have changed places', () => {
    const { pairs, head } = aChain(LENGTH);
    fc.assert(
      fc.property(at, at, (one, other) => {
        const again = pairs[one] as Pair;
        const twice = [...pairs.slice(0, one + 1), again, ...pairs.slice(one + 1)];
        expect(verdictOf(twice, head).fault).toMatchObject({ index: one + 2, what: 'link_repeated' });
        if (one >= other) return;
        const swapped = [...pairs];
        [swapped[one], swapped[other]] = [pairs[other] as Pair, pairs[one] as Pair];
        expect(verdictOf(swapped, head).fault).toMatchObject({ index: one + 1, what: 'link_missing' });
      }),
    );
  });

  it('one record was linked twice', () => {
    const { pairs, head } = rehashed([aRecord(1), aRecord(2), aRecord(1)]);
    expect(verdictOf(pairs, head).fault).toEqual({ index: 3, what: 'link_repeated', eventId: 'evt_1' });
  });

  it('the tail was cut off, with or without the head', () => {
    const { pairs, head } = aChain(LENGTH);
    fc.assert(
      fc.property(at, (kept) => {
        const cut = pairs.slice(0, kept);
        const missing = { index: kept + 1, what: 'link_missing', eventId: null };
        expect(verdictOf(cut, head).fault).toEqual(missing);
        const shorter = { index: kept, hash: cut.at(-1)?.link.hash ?? start.hash };
        expect(verdictOf(cut, shorter, head).fault, 'the published head still knows').toEqual(missing);
      }),
    );
  });

  it('the whole chain was written anew after a head was published', () => {
    const { pairs, head } = aChain(LENGTH);
    const published = pairs[4]?.link as ChainHead;
    const records = pairs.map(({ record }) => record as AuditRecord);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), (index) => {
        const forged = rehashed(records.map((record, other) => (other === index ? { ...record, seq: 99 } : record)));
        expect(verdictOf(forged.pairs, forged.head).fault, 'by itself it fits').toBeNull();
        expect(verdictOf(forged.pairs, forged.head, published).fault).toMatchObject({
          index: 5,
          what: 'not_as_published',
        });
      }),
    );
    expect(verdictOf(pairs, head, published)).toMatchObject({ fault: null });
  });
});
