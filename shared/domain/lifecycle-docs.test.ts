import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EFFECTS, GUARDS, LIFECYCLE, type LifecycleCommand, ruleOf } from './lifecycle-table.ts';

const DOC = 'CONTRIBUTING.md';
const [BEGIN, END] = ['<!-- lifecycle: begin -->\n', '<!-- lifecycle: end -->'];

const GIVERS = {
  'campaign:write': 'members with `campaign:write`',
  'campaign:approve': 'members with `campaign:approve`',
  moderator: 'a moderator whom it waits for',
  clock: 'the lifecycle machine, when the day has come',
  dispute: 'a dispute about a contract',
} as const;

const RESULTS: Record<string, string> = {
  before: 'what it was before',
  same: 'what it is',
  gone: 'no campaign any more',
};

function row(command: LifecycleCommand): string {
  const { from, to, by, otherwise, guards, effects } = ruleOf(command);
  const must = guards.map((guard) => `${GUARDS[guard].says} (\`${GUARDS[guard].code}\`)`).join('; ');
  const cells = [
    `\`${command}\``,
    from.join(', '),
    RESULTS[to] ?? to,
    GIVERS[by],
    otherwise ? `\`${otherwise}\`` : 'nothing happens',
    must || '—',
    effects.map((effect) => EFFECTS[effect]).join('; ') || '—',
  ];
  return `| ${cells.join(' | ')} |`;
}

it('shows the table of the lifecycle in the documentation as it is', async () => {
  const commands = Object.keys(LIFECYCLE) as LifecycleCommand[];
  const table = [
    '| command | in | leads to | given by | in every other state | only if | what it changes |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...commands.map(row),
    '',
  ].join('\n');
  const text = readFileSync(DOC, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  await expect(`${before}${BEGIN}${table}${after}`).toMatchFileSnapshot(`${process.cwd()}/${DOC}`);
});
