import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '#domain/canonical.ts';
import { table } from './client.ts';
import type { Key } from './keys.ts';
import { keyText } from './read.ts';
import { RELATIONS, ROOTS } from './relations.ts';

export interface RelationProblem {
  kind: string;
  /** `pk|sk` of the item that something is wrong with. */
  key: string;
  problem: string;
}

const relations = new Map(RELATIONS.map((relation) => [relation.name, relation]));
const roots = new Set(ROOTS);

/** Reads every item of a table once, in any order, and then says which of them belong to something that is not there, or are told otherwise on their other side. */
export class RelationCheck {
  readonly #seen = new Set<string>();
  readonly #kinds = new Map<string, number>();
  readonly #wanted: { kind: string; key: string; parent: string; wanted: string }[] = [];
  /** What one side of a two-sided thing says, until the other one is read. */
  readonly #halves = new Map<string, { kind: string; key: string; said: string }>();
  readonly #problems: RelationProblem[] = [];

  take(item: Readonly<Record<string, unknown>>): void {
    const key = keyText(item as unknown as Key);
    const kind = String(item._et ?? 'unnamed');
    this.#seen.add(key);
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    const relation = relations.get(kind);
    if (!relation) {
      if (!roots.has(kind)) this.#problems.push({ kind, key, problem: 'is of no kind that is known' });
      return;
    }
    let value: object;
    try {
      value = relation.parse(item);
    } catch {
      this.#problems.push({ kind, key, problem: 'is not as its kind has to be' });
      return;
    }
    for (const [parent, of] of Object.entries(relation.parentsOf(value)))
      for (const one of [of ?? []].flat()) this.#wanted.push({ kind, key, parent, wanted: keyText(one) });
    const twin = relation.twinOf?.(value);
    if (twin) this.#compare({ kind, key, said: canonicalJson(value) }, keyText(twin));
  }

  #compare(half: { kind: string; key: string; said: string }, twinKey: string): void {
    const twin = this.#halves.get(twinKey);
    this.#halves.delete(twinKey);
    if (!twin) this.#halves.set(half.key, half);
    else if (twin.said !== half.said)
      this.#problems.push({ ...pick(half), problem: `says something else than ${twinKey}` });
  }

  /** What was read, by kind, and all that is wrong, in the order of the keys. */
  finish(): { itemCount: number; kinds: ReadonlyMap<string, number>; problems: readonly RelationProblem[] } {
    const orphans = this.#wanted
      .filter(({ wanted }) => !this.#seen.has(wanted))
      .map(({ parent, wanted, ...half }) => ({
        ...half,
        problem: `belongs to the ${parent} ${wanted}, which is missing`,
      }));
    const alone = [...this.#halves.values()].map((half) => ({ ...pick(half), problem: 'has no other side' }));
    const problems = [...this.#problems, ...orphans, ...alone].sort((a, b) => (a.key < b.key ? -1 : 1));
    return { itemCount: this.#seen.size, kinds: this.#kinds, problems };
  }
}

/** Checks the whole table, page by page; what is written meanwhile may be told as missing. */
export async function checkRelations(): Promise<ReturnType<RelationCheck['finish']>> {
  const check = new RelationCheck();
  const { document, tableName } = table();
  let start: Record<string, unknown> | undefined;
  do {
    const page = await document.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    for (const item of page.Items ?? []) check.take(item);
    start = page.LastEvaluatedKey;
  } while (start);
  return check.finish();
}

const pick = ({ kind, key }: { kind: string; key: string }) => ({ kind, key });
