import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openTable, setTable } from '#data/client.ts';
import { type Engine, isEngine, startEngine } from '#local/engine.ts';
import { stateTable } from '#local/store.ts';

/** Lets `work` read the table of a local platform, running or not; throws where the folder has none. */
export async function withLocalTable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const engine = await openEngine(resolve(folder));
  try {
    await takeTableOf(engine);
    return await work();
  } finally {
    await engine.stop();
  }
}

/** The engine of the platform that runs on a folder, else one of our own on its data; a platform that was killed leaves the address of one that is gone. */
async function openEngine(folder: string): Promise<Engine> {
  const file = join(folder, 'platform.json');
  const { engineUrl, pids } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // One of the user's own has no process here.
  if (engineUrl && (pids?.engine === undefined || isEngine(pids.engine))) {
    process.env.DYNAMODB_ENDPOINT = engineUrl;
    return startEngine();
  }
  const dbPath = join(folder, 'data', 'engine.db');
  if (!existsSync(dbPath))
    throw new Error(`There is no data in ${folder}; start a platform with it, or name another with --data.`);
  return startEngine({ dbPath });
}

async function takeTableOf(engine: Engine): Promise<void> {
  const { TableNames } = await engine.call('ListTables', {});
  const tableName = (TableNames as string[]).find((name) => name !== stateTable);
  if (!tableName) throw new Error('The data has no table of the product yet; start the platform once.');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  setTable(openTable(tableName));
}
