/** Looks up what an expression refers to; each throws when there is no such thing. */
export interface References {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  importValue(name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, key: string, subKey: string): unknown;
}

/** What `AWS::NoValue` gives: the property or list item is left out. */
const noValue = Symbol('AWS::NoValue');

/** Evaluates every CloudFormation intrinsic function in `value`; an unknown function is an error. */
export function evaluate(value: unknown, references: References): unknown {
  const result = walk(value, references);
  return result === noValue ? undefined : result;
}

function walk(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, references)).filter((item) => item !== noValue);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only && (only[0] === 'Ref' || only[0] === 'Condition' || only[0].startsWith('Fn::'))) {
    const [name, argument] = only;
    // A policy statement may hold a Condition block; only {"Condition": "Name"} is the intrinsic.
    if (name !== 'Condition' || typeof argument === 'string') return apply(name, argument, references);
  }
  const result: Record<string, unknown> = {};
  for (const [key, item] of entries) {
    const evaluated = walk(item, references);
    if (evaluated !== noValue) result[key] = evaluated;
  }
  return result;
}

function apply(name: string, argument: unknown, references: References): unknown {
  const list = (): unknown[] => walk(argument, references) as unknown[];
  const raw = argument as unknown[];
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? noValue : references.ref(String(argument));
    case 'Fn::GetAtt': {
      const [id, attribute] = typeof argument === 'string' ? splitOnce(argument, '.') : (raw as [string, unknown]);
      return references.attribute(id, String(walk(attribute, references)));
    }
    case 'Fn::Join': {
      const [separator, parts] = list() as [string, unknown[]];
      return parts.map(String).join(separator);
    }
    case 'Fn::Sub':
      return substitute(argument, references);
    case 'Fn::Select': {
      const [index, items] = list() as [number | string, unknown[]];
      return items[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = list() as [string, string];
      return text.split(separator);
    }
    case 'Fn::ImportValue':
      return references.importValue(String(walk(argument, references)));
    case 'Fn::FindInMap': {
      const [map, key, subKey] = list() as [string, string, string];
      return references.mapping(map, key, subKey);
    }
    case 'Fn::Base64':
      return Buffer.from(String(walk(argument, references))).toString('base64');
    case 'Fn::If': {
      const [condition, then, otherwise] = raw as [string, unknown, unknown];
      return walk(references.condition(condition) ? then : otherwise, references);
    }
    case 'Condition':
      return references.condition(String(argument));
    case 'Fn::Equals': {
      const [left, right] = list();
      return String(left) === String(right);
    }
    case 'Fn::And':
      return list().every((item) => item === true);
    case 'Fn::Or':
      return list().some((item) => item === true);
    case 'Fn::Not':
      return list()[0] !== true;
    default:
      throw new Error(`The intrinsic function ${name} is not evaluated locally; add it to infra/local/intrinsics.ts.`);
  }
}

function substitute(argument: unknown, references: References): string {
  const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, escaped: string, name: string) => {
    if (escaped) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return String(walk(own[name], references));
    if (!name.includes('.')) return String(references.ref(name));
    return String(references.attribute(...splitOnce(name, '.')));
  });
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Logical ids that `value` refers to within its own stack, and export names it imports when they are plain text. */
export function referencesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return found;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Ref' && typeof item === 'string') found.add(item);
    if (key === 'Fn::GetAtt') found.add(Array.isArray(item) ? String(item[0]) : splitOnce(String(item), '.')[0]);
    if (key === 'Fn::Sub') {
      const text = Array.isArray(item) ? item[0] : item;
      for (const [, name] of String(text).matchAll(/\$\{([^!}][^}]*)\}/g)) found.add(splitOnce(name ?? '', '.')[0]);
    }
    referencesIn(item, found);
  }
  return found;
}
