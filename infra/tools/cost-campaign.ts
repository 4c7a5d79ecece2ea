import { agree, money, openAccounts } from '#local/kill/journeys/money.ts';
import { Player, type Stage } from '#local/kill/player.ts';
import { listMail } from '#local/resources/mail.ts';
import { vouchFor } from '#local/seed/open-account.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { campaignCostOf, costTable } from '../cost/campaign-cost.ts';
import { writeIntoDocument } from '../cost/cost-document.ts';
import { UseCounter } from './campaign/use-counter.ts';

/**
 * Plays one campaign with one contract on the local target, from its draft to the payout at the bank, and prints what that costs at AWS's list prices; with
 * `--write` it puts the table into infra/COST.md as well.
 */
const mayWrite = process.argv.includes('--write');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const counter = new UseCounter();
const { onOutgoingCall, aroundEngine } = counter;
const running = await startForTests({ onOutgoingCall, aroundEngine });
try {
  const player = new Player(stageOf(running));
  const people = await openAccounts(player);
  await player.idle();
  counter.start(running.platform);
  await money.play(player, await agree(player, people));
  await player.idle();
  const table = costTable(campaignCostOf(counter.uses()));
  console.log(table);
  if (mayWrite) writeIntoDocument('npm run cost:campaign', table);
} finally {
  await running.stop();
}

/** A platform in this process, where its counter can see it, and which nothing kills. */
function stageOf({ platform, urls, pids, providerPorts }: TestPlatform): Stage {
  return {
    through: (work) =>
      work({
        description: { urls, pids, providerPorts },
        async ask(request) {
          if (request.do === 'mail') return (await listMail(platform, { to: request.to, limit: 1 }))[0]?.text;
          if (request.do === 'vouch') return vouchFor(platform, request);
          throw new Error(`Nobody asks for ${request.do} here.`);
        },
      }),
    kill: () => Promise.reject(new Error('This platform lives as long as its campaign.')),
    witnessed: () => [],
  };
}
