import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../COST.md', import.meta.url));

/** Puts what a command has worked out into infra/COST.md, between the marks of that command. */
export function writeIntoDocument(command: string, text: string): void {
  writeFileSync(file, withText(readFileSync(file, 'utf8'), command, text));
}

/** A document with a text between the marks of a command in place of the one that it has; throws for a document without such marks. */
export function withText(document: string, command: string, text: string): string {
  const [begin, end] = [`<!-- begin: ${command} -->`, `<!-- end: ${command} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`The document has no place for the table; give it the lines ${begin} and ${end}.`);
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}
