import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initialize from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareEngineFile } from './engine-file.ts';

const { Database } = await initialize();
const SCHEMA = 'CREATE TABLE _stream_records (table_name TEXT, shard_id TEXT, sequence_number TEXT)';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-engine-file-'));
  file = join(folder, 'engine.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a database file with what these statements make. */
function write(sql: string): void {
  const database = new Database();
  database.run(sql);
  writeFileSync(file, database.export());
  database.close();
}

function indexesOfFile(): unknown[] {
  const database = new Database(readFileSync(file));
  const [found] = database.exec("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name");
  database.close();
  return found?.values.flat() ?? [];
}

describe('the data file of the engine', () => {
  it('has our indexes once the engine has written its tables', async () => {
    await prepareEngineFile(file, async () => write(SCHEMA));
    expect(indexesOfFile()).toEqual(['accord_stream_numbers', 'accord_stream_shards']);
  });

  it('is asked for again when the engine ended before its tables were in it', async () => {
    const written = ['CREATE TABLE other (a TEXT)', SCHEMA];
    await prepareEngineFile(file, async () => write(written.shift() ?? ''));
    expect(written).toEqual([]);
    expect(indexesOfFile()).toHaveLength(2);
  });

  it('is a fault when the tables never come', async () => {
    let asked = 0;
    const withoutTables = prepareEngineFile(file, async () => {
      asked += 1;
      write('CREATE TABLE other (a TEXT)');
    });
    await expect(withoutTables).rejects.toThrow(/_stream_records/);
    expect(asked).toBe(3);
  });

  it('is left alone when it is there', async () => {
    write('CREATE TABLE other (a TEXT)');
    await prepareEngineFile(file, () => Promise.reject(new Error('asked')));
    expect(indexesOfFile()).toEqual([]);
  });
});
