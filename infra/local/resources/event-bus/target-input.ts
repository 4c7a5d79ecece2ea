/** The parts of a rule target that shape what the target gets. */
export interface InputShape {
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
}

/** Values that a template may name without a path. */
export interface RuleFacts {
  ruleArn: string;
  ruleName: string;
  ingestionTime: string;
}

/** The JSON text a target gets for an event. Source: EventBridge user guide, "Input transformation". */
export function shapeInput(event: Record<string, unknown>, shape: InputShape, rule: RuleFacts): string {
  if (shape.Input !== undefined) return shape.Input;
  if (shape.InputPath !== undefined) return JSON.stringify(readPath(event, shape.InputPath) ?? null);
  if (!shape.InputTransformer) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = shape.InputTransformer;
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.ruleArn],
    ['aws.events.rule-name', rule.ruleName],
    ['aws.events.event.ingestion-time', rule.ingestionTime],
    ['aws.events.event.json', event],
    ['aws.events.event', withoutDetail(event)],
  ]);
  for (const [name, path] of Object.entries(InputPathsMap)) values.set(name, readPath(event, path));
  return fillTemplate(InputTemplate, values);
}

/** The value at a simple JSON path (`$.detail.items[0].id`); undefined when there is none. */
export function readPath(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    if (value === null || typeof value !== 'object') return undefined;
    const key = step.replace(/^['"]|['"]$/g, '');
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }, event);
}

/** Fills `<name>`: inside a JSON string its text, outside a JSON value; a template that is no JSON becomes one string. */
function fillTemplate(template: string, values: Map<string, unknown>): string {
  let inString = false;
  let filled = '';
  for (let index = 0; index < template.length; index++) {
    const character = template[index] as string;
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(index))?.[1] : undefined;
    if (name !== undefined && values.has(name)) {
      filled += inString ? asText(values.get(name)) : JSON.stringify(values.get(name) ?? null);
      index += name.length + 1;
      continue;
    }
    if (character === '"' && template[index - 1] !== '\\') inString = !inString;
    filled += character;
  }
  try {
    JSON.parse(filled);
    return filled;
  } catch {
    return JSON.stringify(filled);
  }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function withoutDetail(event: Record<string, unknown>): Record<string, unknown> {
  const { detail: _detail, ...rest } = event;
  return rest;
}
