import { type Aliases, namesOf, type Operand, type Reader, readOperand, readPath, remembered } from './expressions.ts';
import { Invalid, type Item, sum, valueAt } from './values.ts';

type Edit = { clause: string; path: string[]; to?: Operand };

const editsOf = remembered((reader) => {
  const edits: Edit[] = [];
  while (!reader.isOver) {
    const clause = reader.next().toUpperCase();
    if (clause !== 'SET' && clause !== 'ADD' && clause !== 'REMOVE') throw new Invalid(`Unknown clause: ${clause}`);
    do {
      const path = readPath(reader, reader.next());
      if (clause === 'SET') reader.need('=');
      edits.push(clause === 'REMOVE' ? { clause, path } : { clause, path, to: readSum(reader) });
    } while (reader.take(','));
  }
  return edits;
});

function readSum(reader: Reader): Operand {
  const left = readOperand(reader);
  if (!reader.take('+')) return left;
  const right = readOperand(reader);
  return (item, aliases) => {
    const before = left(item, aliases);
    return before === undefined ? undefined : sum(before, right(item, aliases));
  };
}

/** The item after an update; every right side sees the item before it, which stays as it is. */
export function updated(text: string, before: Item, aliases: Aliases): Item {
  const after = { ...before };
  for (const { clause, path: written, to } of editsOf(text)) {
    const path = namesOf(written, aliases);
    const given = to?.(before, aliases);
    if (to && given === undefined) throw new Invalid('The expression refers to an attribute that does not exist.');
    const value = clause === 'ADD' ? sum(valueAt(before, path) ?? 0, given) : given;
    const parent = ownAt(after, path.slice(0, -1));
    if (value === undefined) delete parent[path.at(-1) as string];
    else parent[path.at(-1) as string] = value;
  }
  return after;
}

/** The map at a path, copied on the way there, so that what it was before stays as it is. */
function ownAt(item: Item, path: readonly string[]): Item {
  let at = item;
  for (const step of path) {
    const inner = Object.hasOwn(at, step) ? at[step] : undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
      throw new Invalid('The document path provided in the update expression is invalid for update');
    at[step] = { ...inner };
    at = at[step] as Item;
  }
  return at;
}
