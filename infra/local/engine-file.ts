import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Finds the number of the next stream record, and the records after one, by an index. The engine has none, reads every record it ever kept for each
 * write to a table with a stream, and so becomes slower with every write.
 */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS accord_stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
  CREATE INDEX IF NOT EXISTS accord_stream_shards ON _stream_records (table_name, shard_id, sequence_number);
`;

/** Bytes of SQLite's file header that say which journal is used: 1 the old one, 2 the write-ahead log (sqlite.org/fileformat.html, 1.3.3). */
const JOURNAL_BYTES = [18, 19];

/**
 * Makes the data file of the engine before its first start, with our indexes in it. `makeSchema` lets the engine write an empty one and stop. A file that
 * is there is left as it is.
 */
export async function prepareEngineFile(dbPath: string, makeSchema: () => Promise<void>): Promise<void> {
  if (existsSync(dbPath)) return;
  await makeSchema();
  const { default: initialize } = await import('sql.js');
  const { Database } = await initialize();
  const bytes = readFileSync(dbPath);
  // It was closed in order, so that nothing waits in the log; a file in memory has none.
  for (const at of JOURNAL_BYTES) bytes[at] = 1;
  const database = new Database(bytes);
  try {
    database.run(INDEXES);
    writeFileSync(dbPath, database.export());
  } finally {
    database.close();
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${dbPath}${suffix}`, { force: true });
}
