import { useState } from 'react';
import { type ApiDocument, alternativesOf, knownText, resolved, type Schema, typeOf } from './operations.ts';

/** How many values of a list of choices are spelled out. */
const SPELLED = 12;

/** What a value has to be, in few words. */
function kindOf(schema: Schema, document: ApiDocument): string {
  const { schema: own, name } = resolved(schema, document);
  const { choices, nullable } = alternativesOf(own);
  const orNull = nullable ? ' or null' : '';
  const [only] = choices;
  if ((own.anyOf || own.oneOf) && only)
    return `${[...new Set(choices.map((choice) => kindOf(choice, document)))].join(' or ')}${orNull}`;
  if (typeOf(own) === 'array') return `list of ${own.items ? kindOf(own.items, document) : 'anything'}`;
  if (own.const !== undefined) return JSON.stringify(own.const);
  if (name) return name;
  const format = own.format === 'date-time' ? 'instant' : own.format === 'date' ? 'day' : own.format;
  const type = typeOf(own);
  return `${type ?? 'anything'}${format && type === 'string' ? `, ${format}` : ''}${orNull}`;
}

/** Limits of a value, as far as people care. */
function limitsOf(schema: Schema, document: ApiDocument): string[] {
  const { schema: own } = resolved(schema, document);
  const { minLength, maxLength, minimum, maximum, maxItems, minItems, pattern, format } = own;
  const choices = own.enum?.map(String);
  const isHuge = (value: number | undefined) => value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER;
  return [
    ...(own.description ? [own.description] : []),
    ...(choices
      ? [
          `one of ${choices.slice(0, SPELLED).join(', ')}${choices.length > SPELLED ? ` and ${choices.length - SPELLED} more` : ''}`,
        ]
      : []),
    ...(own.default === undefined ? [] : [`default ${JSON.stringify(own.default)}`]),
    ...(minLength ? [`at least ${minLength} characters`] : []),
    ...(maxLength ? [`at most ${maxLength} characters`] : []),
    ...(isHuge(minimum) ? [] : [`from ${minimum}`]),
    ...(isHuge(maximum) ? [] : [`up to ${maximum}`]),
    ...(minItems ? [`at least ${minItems}`] : []),
    ...(maxItems === undefined ? [] : [`at most ${maxItems} entries`]),
    ...(pattern && !format && pattern.length < 60 ? [`like ${knownText(pattern) ?? pattern}`] : []),
  ];
}

/** The object whose properties are worth opening: the schema's own, or that of its entries. */
function innerOf(schema: Schema, document: ApiDocument): Schema | undefined {
  const { schema: own } = resolved(schema, document);
  if (own.properties) return own;
  if (own.type === 'array' && own.items) return innerOf(own.items, document);
  const { choices } = alternativesOf(own);
  if (own.anyOf || own.oneOf)
    return choices.map((choice) => innerOf(choice, document)).find((inner) => inner !== undefined);
  return undefined;
}

/** A schema for reading: its properties with kinds and limits; those of inner objects open on demand. */
export function SchemaView({ schema, document }: { schema: Schema; document: ApiDocument }) {
  const inner = innerOf(schema, document);
  return (
    <div>
      <p className="text-small">
        <code>{kindOf(schema, document)}</code>
      </p>
      {inner && <Properties schema={inner} document={document} />}
    </div>
  );
}

function Properties({ schema, document }: { schema: Schema; document: ApiDocument }) {
  return (
    <ul className="mt-1 border-l border-line pl-3">
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <li key={name} className="py-1.5">
          <Property
            name={name}
            schema={property}
            required={schema.required?.includes(name) ?? false}
            document={document}
          />
        </li>
      ))}
    </ul>
  );
}

function Property({
  name,
  schema,
  required,
  document,
}: {
  name: string;
  schema: Schema;
  required: boolean;
  document: ApiDocument;
}) {
  const [open, setOpen] = useState(false);
  const inner = innerOf(schema, document);
  return (
    <>
      <NamedValue name={name} schema={schema} required={required} document={document} />
      {inner && (
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? 'Hide' : 'Show'} fields of ${name}`}
          onClick={() => setOpen(!open)}
          className="min-h-7 text-tiny font-medium text-accent underline underline-offset-4"
        >
          {open ? 'Hide fields' : 'Show fields'}
        </button>
      )}
      {inner && open && <Properties schema={inner} document={document} />}
    </>
  );
}

/** A name with what its value has to be. */
export function NamedValue({
  name,
  schema,
  required,
  document,
  place,
}: {
  name: string;
  schema: Schema;
  required: boolean;
  document: ApiDocument;
  place?: string;
}) {
  const limits = limitsOf(schema, document);
  return (
    <p className="text-small wrap-anywhere">
      <code className="font-semibold">{name}</code> <span className="text-faint">{kindOf(schema, document)}</span>
      {place && <span className="text-faint"> in {place}</span>}
      {required ? <span className="text-copper"> required</span> : <span className="text-faint"> optional</span>}
      {limits.length > 0 && <span className="block text-tiny text-soft">{limits.join(' · ')}</span>}
    </p>
  );
}
