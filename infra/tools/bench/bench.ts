import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EndpointId, endpoints } from '#contract/index.ts';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import { writeIntoDocument } from '../../cost/cost-document.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureCampaigns } from './measure-campaigns.ts';
import { measureEdge } from './measure-edge.ts';
import { measureEndpoints } from './measure-endpoints.ts';
import { measureMessages } from './measure-messages.ts';
import { measureMoney } from './measure-money.ts';
import { measureStart } from './measure-start.ts';
import { markdownOf, renderSection, type Section, verdictOf } from './report.ts';

/**
 * `npm run bench`: measures what the product promises in figures, prints tables, writes .build/bench.json; exits 1 when a target is missed. Names of measures
 * ask for these alone, ids of endpoints (`disputes.open-dispute`) for these endpoints alone. With `--write` the figures of money go into infra/COST.md as well.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));

const measures: Record<string, () => Promise<Section[]>> = {
  // First, so that what the others leave in this process does not count as the platform's memory.
  endpoints: () => measureEndpoints(endpointIds),
  start: async () => [await measureStart(root)],
  functions: async () => [await measureBundles(root)],
  edge: async () => [await measureEdge()],
  money: measureMoney,
  messages: async () => [await measureMessages()],
  campaigns: async () => [await measureCampaigns()],
};

const given = process.argv.slice(2).filter((one) => one !== '--write');
const mayWrite = process.argv.includes('--write');
const endpointIds = endpoints.map(({ id }): EndpointId => id).filter((id) => given.includes(id));
const asked = endpointIds.length > 0 ? ['endpoints', ...given] : given;
const known = [...Object.keys(measures), ...endpointIds];
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no measure ${unknown.join(', ')}; the measures are ${Object.keys(measures).join(', ')} and the ids of endpoints.`,
  );
  process.exit(1);
}
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

await synthesizeIfChanged(root);
const sections: Section[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = await measure();
  for (const section of measured) console.log(renderSection(section));
  if (name === 'money' && mayWrite) writeIntoDocument('npm run bench -- money', measured.map(markdownOf).join('\n\n'));
  sections.push(...measured);
}
const { exitCode, line } = verdictOf(sections);
writeJson();
console.log(`\n${line} Figures are in .build/bench.json.`);
process.exit(exitCode);

function writeJson(): void {
  const machine = { node: process.version, platform: `${process.platform}-${process.arch}`, cpus: cpus().length };
  const results = sections.map(({ name, missed, data }) => ({ name, missed, data }));
  mkdirSync(join(root, '.build'), { recursive: true });
  writeFileSync(
    join(root, '.build', 'bench.json'),
    `${JSON.stringify({ at: new Date().toISOString(), machine, verdict: line, results }, null, 2)}\n`,
  );
}
