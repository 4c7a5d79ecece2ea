import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { StatesError } from './states-error.ts';

/** What an expression may see. */
export interface Scope {
  states: { input: unknown; context: unknown; result?: unknown; errorOutput?: unknown };
  variables: Record<string, unknown>;
  /** Virtual time, ms. */
  nowMs: number;
  /** Seeded, in [0, 1). */
  random(): number;
}

/** A machine uses few expressions, so the cache needs no bound beyond the definitions themselves. */
const compiled = new Map<string, jsonata.Expression>();

/** The JSONata source inside `{% … %}`, or undefined for a literal. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4 ? text.slice(2, -2).trim() : undefined;
}

/** Compiles an expression once; throws an Error with one clear sentence for bad syntax and for `$eval`. */
export function compileExpression(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known) return known;
  let expression: jsonata.Expression;
  try {
    // The guards stop an endless recursion from taking the whole platform with it.
    expression = jsonata(source, { timeout: 10_000, stack: 1_000 });
  } catch (problem) {
    throw new Error(`The expression {% ${source} %} is not valid JSONata: ${messageOf(problem)}.`);
  }
  if (usesEval(expression.ast())) {
    throw new Error(
      `The expression {% ${source} %} uses $eval, which Step Functions does not offer; use $parse for JSON.`,
    );
  }
  compiled.set(source, expression);
  return expression;
}

function usesEval(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(usesEval);
  if (typeof node !== 'object' || node === null) return false;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if (type === 'variable' && value === 'eval') return true;
  return Object.values(node).some(usesEval);
}

/** Every `{% … %}` inside a JSON template, with its path. */
export function expressionsIn(template: unknown, path: string): { path: string; source: string }[] {
  if (typeof template === 'string') {
    const source = expressionIn(template);
    return source === undefined ? [] : [{ path, source }];
  }
  if (Array.isArray(template)) return template.flatMap((each, index) => expressionsIn(each, `${path}[${index}]`));
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, each]) => expressionsIn(each, `${path}/${key}`));
}

/** A JSON template with every `{% … %}` replaced by its value; throws States.QueryEvaluationError naming the field. */
export async function evaluateTemplate(template: unknown, scope: Scope, field: string): Promise<unknown> {
  if (typeof template === 'string') {
    const source = expressionIn(template);
    return source === undefined ? template : evaluateExpression(source, scope, field);
  }
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (const [index, each] of template.entries())
      items.push(await evaluateTemplate(each, scope, `${field}[${index}]`));
    return items;
  }
  if (typeof template !== 'object' || template === null) return template;
  const object: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(template))
    object[key] = await evaluateTemplate(each, scope, `${field}/${key}`);
  return object;
}

async function evaluateExpression(source: string, scope: Scope, field: string): Promise<unknown> {
  let value: unknown;
  try {
    value = await compileExpression(source).evaluate(undefined, {
      ...functionsOf(scope),
      ...scope.variables,
      states: scope.states,
    });
  } catch (problem) {
    throw evaluationError(
      `The JSONata expression '${source}' specified for the field '${field}' threw an error: ${messageOf(problem)}`,
      field,
    );
  }
  if (value === undefined) {
    throw evaluationError(
      `The JSONata expression '${source}' specified for the field '${field}' returned nothing (undefined).`,
      field,
    );
  }
  return plainJson(value, source, field);
}

/** JSONata marks its arrays and may return functions; what leaves an expression is JSON and nothing else. */
function plainJson(value: unknown, source: string, field: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  const json = JSON.stringify(value, (_key, each) => {
    if (typeof each === 'function' || (typeof each === 'object' && each !== null && each._jsonata_lambda === true)) {
      throw evaluationError(
        `The JSONata expression '${source}' specified for the field '${field}' returned a function, which is not JSON.`,
        field,
      );
    }
    return each;
  });
  if (json === undefined) {
    throw evaluationError(
      `The JSONata expression '${source}' specified for the field '${field}' returned a function, which is not JSON.`,
      field,
    );
  }
  return JSON.parse(json);
}

/** The error of an expression that threw, gave nothing, or gave the wrong type. */
export function evaluationError(cause: string, field: string): StatesError {
  return new StatesError('States.QueryEvaluationError', cause, field);
}

/** An integer field, literal or expression; throws States.QueryEvaluationError when it is none or outside the bounds. */
export async function evaluateInteger(
  template: unknown,
  scope: Scope,
  field: string,
  min: number,
  max: number,
): Promise<number> {
  const value = await evaluateTemplate(template, scope, field);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw evaluationError(
      `The field '${field}' must be an integer from ${min} to ${max}, but is ${JSON.stringify(value)}.`,
      field,
    );
  }
  return value;
}

/** A string field, literal or expression; throws States.QueryEvaluationError when it is none. */
export async function evaluateString(template: unknown, scope: Scope, field: string): Promise<string> {
  const value = await evaluateTemplate(template, scope, field);
  if (typeof value !== 'string')
    throw evaluationError(`The field '${field}' must be a string, but is ${JSON.stringify(value)}.`, field);
  return value;
}

function messageOf(problem: unknown): string {
  if (typeof problem === 'object' && problem !== null && 'message' in problem)
    return String(problem.message).replace(/\.$/, '');
  return String(problem);
}

/** The functions Step Functions adds to JSONata, and the two of JSONata that read the clock. */
function functionsOf(scope: Scope): Record<string, unknown> {
  return {
    now: () => new Date(scope.nowMs).toISOString(),
    millis: () => scope.nowMs,
    partition,
    range,
    hash,
    parse: (text: unknown) => (text === undefined ? undefined : JSON.parse(String(text))),
    random: (seed?: number) => (seed === undefined ? scope.random() : seededFraction(seed)),
    uuid: () => uuidFrom(scope.random),
    eval: () => {
      throw new Error('$eval is not available; use $parse');
    },
  };
}

function partition(items: unknown, size: unknown): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw new Error('$partition needs an array as its first argument');
  if (typeof size !== 'number' || !(size >= 1))
    throw new Error('$partition needs a positive chunk size as its second argument');
  const chunkSize = Math.floor(size);
  return Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, chunk) =>
    items.slice(chunk * chunkSize, (chunk + 1) * chunkSize),
  );
}

function range(first: unknown, last: unknown, step: unknown): number[] {
  if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number' || step === 0) {
    throw new Error('$range needs three numbers, the step not zero');
  }
  const values: number[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    values.push(value);
    if (values.length > 100_000) throw new Error('$range gives too many values');
  }
  return values;
}

const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(content: unknown, algorithm: unknown = 'SHA-256'): string | undefined {
  if (content === undefined) return undefined;
  const name = HASHES[String(algorithm)];
  if (!name) throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}, not ${String(algorithm)}`);
  return createHash(name)
    .update(typeof content === 'string' ? content : JSON.stringify(content))
    .digest('hex');
}

function seededFraction(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}

function uuidFrom(random: () => number): string {
  const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
