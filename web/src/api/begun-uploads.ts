/** A film that was begun in this browser and has not arrived whole. */
export interface BegunUpload {
  uploadId: string;
  /** Whose it is: others who use this browser do not see it. */
  userId: string;
  fileName: string;
  sizeBytes: number;
  /** Last change of the file, ms since 1970: with name and size it tells which file it was. */
  changedAtMs: number;
  /** After this instant nothing more is taken. */
  expiresAt: string;
}

const BEGUN_KEY = 'accord-uploads';
const FIELDS = ['uploadId', 'userId', 'fileName', 'sizeBytes', 'changedAtMs', 'expiresAt'];

/** What a person began here and may still go on with. */
export function listBegun(userId: string, nowMs: number): BegunUpload[] {
  return read().filter((one) => one.userId === userId && Date.parse(one.expiresAt) > nowMs);
}

/** The upload that was begun with a file; a file is known by its name, size and last change. */
export function findBegun(userId: string, file: File, nowMs: number): BegunUpload | undefined {
  return listBegun(userId, nowMs).find(
    (one) => one.fileName === file.name && one.sizeBytes === file.size && one.changedAtMs === file.lastModified,
  );
}

export function rememberBegun(begun: BegunUpload): void {
  write([...read().filter(({ uploadId }) => uploadId !== begun.uploadId), begun]);
}

/** Forgets one upload, or all of this browser. */
export function forgetBegun(uploadId?: string): void {
  write(uploadId === undefined ? [] : read().filter((one) => one.uploadId !== uploadId));
}

/** Anything may stand in a browser's storage; what is not as it was written is not read. */
function read(): BegunUpload[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(BEGUN_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isBegun) : [];
  } catch {
    return [];
  }
}

function isBegun(value: unknown): value is BegunUpload {
  return typeof value === 'object' && value !== null && FIELDS.every((field) => field in value);
}

/** Without storage (a private window that has none) a film is only not gone on with after a reload. */
function write(begun: readonly BegunUpload[]): void {
  try {
    if (begun.length === 0) localStorage.removeItem(BEGUN_KEY);
    else localStorage.setItem(BEGUN_KEY, JSON.stringify(begun));
  } catch {}
}
