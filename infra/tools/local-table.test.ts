import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startEngine } from '#local/engine.ts';
import { withLocalTable } from './local-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-local-table-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the data of a platform that was killed are read, although the address of its engine still stands there', async () => {
  const dbPath = join(folder, 'data', 'engine.db');
  mkdirSync(join(folder, 'data'));
  const engine = await startEngine({ dbPath });
  const { endpoint: engineUrl, pid } = engine;
  const key = { AttributeName: 'pk', KeyType: 'HASH' };
  await engine.call('CreateTable', {
    ...{ TableName: 'product', BillingMode: 'PAY_PER_REQUEST', KeySchema: [key] },
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  await engine.stop();
  writeFileSync(join(folder, 'platform.json'), JSON.stringify({ engineUrl, pids: { engine: pid } }));
  expect(await withLocalTable(folder, async () => 'read')).toBe('read');
});
