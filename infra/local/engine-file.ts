import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Finds the number of the next stream record, and the records after one, by an index. The engine has none, reads every record it ever kept for each
 * write to a table with a stream, and so becomes slower with every write.
 */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS accord_stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
  CREATE INDEX IF NOT EXISTS accord_stream_shards ON _stream_records (table_name, shard_id, sequence_number);
`;

const HAS_STREAMS = "SELECT 1 FROM sqlite_master WHERE name = '_stream_records'";

/** How often the engine is asked for its tables before it is a fault. */
const tries = 3;

/** Bytes of SQLite's file header that say which journal is used: 1 the old one, 2 the write-ahead log (sqlite.org/fileformat.html, 1.3.3). */
const JOURNAL_BYTES = [18, 19];

/**
 * Makes the data file of the engine before its first start, with our indexes in it. `makeSchema` lets the engine write an empty one and stop. A file that
 * is there is left as it is.
 */
export async function prepareEngineFile(dbPath: string, makeSchema: () => Promise<void>): Promise<void> {
  if (existsSync(dbPath)) return;
  const { default: initialize } = await import('sql.js');
  const { Database } = await initialize();
  for (let isIndexed = false, left = tries; !isIndexed; left--) {
    await makeSchema();
    const bytes = readFileSync(dbPath);
    // What the log holds is in the file by now; a file in memory has no log.
    for (const at of JOURNAL_BYTES) bytes[at] = 1;
    const database = new Database(bytes);
    try {
      // An engine that had no time to close the file left its tables in the log, and the next one takes them up.
      isIndexed = database.exec(HAS_STREAMS).length > 0;
      if (!isIndexed && left > 1) continue;
      database.run(INDEXES);
      writeFileSync(dbPath, database.export());
    } finally {
      database.close();
    }
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${dbPath}${suffix}`, { force: true });
}
