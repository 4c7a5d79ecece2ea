import { isIPv4, isIPv6 } from 'node:net';

/** An event pattern of EventBridge, also used by event source mapping filters. */
export type EventPattern = { [field: string]: EventPattern | unknown[] };

type Scalar = string | number | boolean | null;
type Comparison = (value: number, bound: number) => boolean;

const COMPARISONS: Record<string, Comparison> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * Whether an event matches a pattern: every named field has to, `$or` needs one alternative, arrays of objects match when one element
 * matches as a whole. Throws for an operator EventBridge does not have. Source: EventBridge user guide, "Comparison operators".
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((element) => matchesPattern(pattern, element));
  return Object.entries(pattern).every(([field, expected]) => {
    if (field === '$or' && isAlternatives(expected)) return expected.some((one) => matchesPattern(one, event));
    const value = readField(event, field);
    if (!Array.isArray(expected)) return matchesPattern(expected as EventPattern, value ?? {});
    const leaves = leavesOf(value);
    return expected.some((matcher) => {
      if (operatorOf(matcher)?.[1] === false && operatorOf(matcher)?.[0] === 'exists') return leaves.length === 0;
      return leaves.some((leaf) => matchesLeaf(matcher, leaf));
    });
  });
}

/** Throws with a clear sentence when a pattern is not one that EventBridge would take. */
export function assertPattern(pattern: unknown, where: string): asserts pattern is EventPattern {
  if (pattern === null || typeof pattern !== 'object' || Array.isArray(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`The event pattern of ${where} is not a JSON object with at least one field.`);
  }
  for (const [field, expected] of Object.entries(pattern)) {
    if (field === '$or' && isAlternatives(expected)) {
      for (const one of expected) assertPattern(one, where);
    } else if (!Array.isArray(expected)) assertPattern(expected, `${where}, field "${field}"`);
    else if (expected.length === 0) throw new Error(`The event pattern of ${where} has an empty list at "${field}".`);
    else {
      // Trying each matcher on a value finds unknown operators and malformed operands at start instead of at the first event.
      for (const matcher of expected) matchesLeaf(matcher, '');
    }
  }
}

function isAlternatives(expected: unknown): expected is EventPattern[] {
  return Array.isArray(expected) && expected.length > 1 && expected.every((one) => isObject(one));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function readField(event: unknown, field: string): unknown {
  return isObject(event) && Object.hasOwn(event, field) ? event[field] : undefined;
}

/** The scalars at a place: one value, or those of a list. An object there is not a leaf. */
function leavesOf(value: unknown): Scalar[] {
  if (value === undefined) return [];
  const all: unknown[] = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
  return all.filter((leaf): leaf is Scalar => leaf === null || typeof leaf !== 'object');
}

function operatorOf(matcher: unknown): [name: string, operand: unknown] | undefined {
  return isObject(matcher) ? Object.entries(matcher)[0] : undefined;
}

function matchesLeaf(matcher: unknown, leaf: Scalar): boolean {
  const operator = operatorOf(matcher);
  if (!operator) return matcher === leaf;
  const [name, operand] = operator;
  switch (name) {
    case 'prefix':
    case 'suffix':
      return matchesAffix(name, operand, leaf);
    case 'equals-ignore-case':
      return typeof leaf === 'string' && leaf.toLowerCase() === text(operand, name).toLowerCase();
    case 'wildcard':
      return typeof leaf === 'string' && compileWildcard(text(operand, name)).test(leaf);
    case 'numeric':
      return matchesNumeric(operand, leaf);
    case 'cidr':
      return matchesCidr(text(operand, name), leaf);
    case 'exists':
      return operand === true;
    case 'anything-but':
      return matchesAnythingBut(operand, leaf);
    default:
      throw new Error(`Event patterns have no operator "${name}".`);
  }
}

function matchesAnythingBut(operand: unknown, leaf: Scalar): boolean {
  if (isObject(operand)) {
    const [name, excluded] = operatorOf(operand) ?? ['', ''];
    const list = Array.isArray(excluded) ? excluded : [excluded];
    return !list.some((one) => matchesLeaf({ [name]: one }, leaf));
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  return !excluded.includes(leaf);
}

function matchesAffix(name: 'prefix' | 'suffix', operand: unknown, leaf: Scalar): boolean {
  const ignoreCase = isObject(operand);
  const affix = text(isObject(operand) ? operand['equals-ignore-case'] : operand, name);
  if (typeof leaf !== 'string') return false;
  const value = ignoreCase ? leaf.toLowerCase() : leaf;
  const wanted = ignoreCase ? affix.toLowerCase() : affix;
  return name === 'prefix' ? value.startsWith(wanted) : value.endsWith(wanted);
}

function matchesNumeric(operand: unknown, leaf: Scalar): boolean {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw new Error('"numeric" takes pairs of a comparison and a number.');
  }
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS[String(operand[index])];
    const bound: unknown = operand[index + 1];
    if (!compare || typeof bound !== 'number') throw new Error('"numeric" takes pairs of a comparison and a number.');
    if (typeof leaf !== 'number' || !compare(leaf, bound)) return false;
  }
  return true;
}

/** `*` is any characters; a backslash before `*` or another backslash takes its meaning away. */
function compileWildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|(\*)|([.+?^${}()|[\]\\])/g, (_all, escaped, star, special) => {
    if (star) return '.*';
    return `\\${escaped ?? special}`;
  });
  return new RegExp(`^${source}$`, 's');
}

function matchesCidr(block: string, leaf: Scalar): boolean {
  const [address = '', length = ''] = block.split('/');
  const base = parseAddress(address);
  const prefix = Number(length);
  if (!base || length === '' || !(prefix >= 0 && prefix <= base.bits))
    throw new Error(`"${block}" is not a CIDR block.`);
  const value = typeof leaf === 'string' ? parseAddress(leaf) : undefined;
  if (value?.bits !== base.bits) return false;
  const shift = BigInt(base.bits - prefix);
  return base.number >> shift === value.number >> shift;
}

function parseAddress(address: string): { number: bigint; bits: number } | undefined {
  if (isIPv4(address)) return { number: joinParts(address.split('.'), 8n, 10), bits: 32 };
  if (!isIPv6(address) || address.includes('.') || address.includes('%')) return undefined;
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const missing = 8 - groups(head).length - groups(tail).length;
  const zeros = tail === undefined ? [] : Array<string>(missing).fill('0');
  return { number: joinParts([...groups(head), ...zeros, ...groups(tail)], 16n, 16), bits: 128 };
}

function joinParts(parts: readonly string[], bitsEach: bigint, radix: number): bigint {
  return parts.reduce((number, part) => (number << bitsEach) | BigInt(Number.parseInt(part, radix)), 0n);
}

function text(operand: unknown, operator: string): string {
  if (typeof operand !== 'string') throw new Error(`"${operator}" takes a string.`);
  return operand;
}
