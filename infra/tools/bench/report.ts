/** One table of the report. A figure that misses its target is marked in its row. */
export interface Section {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** Remarks printed below the table. */
  notes?: readonly string[];
  /** One sentence for each target that was missed; none when all hold. */
  missed: readonly string[];
  /** What goes into the JSON file. */
  data: unknown;
}

/** A section as text: numbers to the right, words to the left. */
export function renderSection({ name, columns, rows, notes = [], missed }: Section): string {
  const cells = cellsOf(rows);
  const widths = columns.map((column, at) => Math.max(column.length, ...cells.map((row) => (row[at] ?? '').length)));
  const isNumber = numbersIn({ columns, rows });
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    `\n${name}`,
    line([...columns]),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...cells.map(line),
    ...notes.map((note) => `  ${note}`),
    ...missed.map((sentence) => `  MISSED: ${sentence}`),
  ].join('\n');
}

/** The table of a section with its notes, for a document. */
export function markdownOf({ name, columns, rows, notes = [] }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rules = numbersIn({ columns, rows }).map((isNumber) => (isNumber ? '---:' : '---'));
  const table = [line(columns), line(rules), ...cellsOf(rows).map(line)].join('\n');
  return [`${name}:`, table, notes.join(' ')].filter(Boolean).join('\n\n');
}

function cellsOf(rows: Section['rows']): string[][] {
  return rows.map((row) => row.map((cell) => (typeof cell === 'number' && Number.isNaN(cell) ? '-' : `${cell}`)));
}

/** Which columns have nothing but numbers. */
function numbersIn({ columns, rows }: Pick<Section, 'columns' | 'rows'>): boolean[] {
  return columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
}

/** The last line of a run. */
export function verdictOf(sections: readonly Section[]): { exitCode: 0 | 1; line: string } {
  const missed = sections.flatMap((section) => section.missed);
  if (missed.length === 0) return { exitCode: 0, line: 'Every target holds.' };
  return { exitCode: 1, line: `${missed.length} ${missed.length === 1 ? 'target is' : 'targets are'} missed.` };
}
