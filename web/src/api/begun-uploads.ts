/** A film that was begun in this browser and has not arrived whole. */
export interface BegunUpload {
  uploadId: string;
  /** Whose it is: others who use this browser do not see it. */
  userId: string;
  /** Empty once its owner has logged out: then size and last change tell which file it was. */
  fileName: string;
  sizeBytes: number;
  /** Last change of the file, ms since 1970: with name and size it tells which file it was. */
  changedAtMs: number;
  /** After this instant nothing more is taken. */
  expiresAt: string;
}

const BEGUN_KEY = 'accord-uploads';
const FIELDS = ['uploadId', 'userId', 'fileName', 'sizeBytes', 'changedAtMs', 'expiresAt'];

/** What a person began here and may still go on with; what nobody can go on with any more is forgotten. */
export function listBegun(userId: string, nowMs: number): BegunUpload[] {
  const all = read();
  const open = all.filter(({ expiresAt }) => Date.parse(expiresAt) > nowMs);
  if (open.length < all.length) write(open);
  return open.filter((one) => one.userId === userId);
}

/** The upload that was begun with a file; a file is known by its name, size and last change. */
export function findBegun(userId: string, file: File, nowMs: number): BegunUpload | undefined {
  return listBegun(userId, nowMs).find(
    (one) => isNamed(one, file) && one.sizeBytes === file.size && one.changedAtMs === file.lastModified,
  );
}

/** Whether a film may be the one that was begun, by what it is called. */
export function isNamed({ fileName }: BegunUpload, file: File): boolean {
  return fileName === '' || fileName === file.name;
}

export function rememberBegun(begun: BegunUpload): void {
  write([...read().filter(({ uploadId }) => uploadId !== begun.uploadId), begun]);
}

export function forgetBegun(uploadId: string): void {
  write(read().filter((one) => one.uploadId !== uploadId));
}

/** Forgets how the films of this browser are called, and not that they were begun: whoever logs in again goes on with theirs, and nobody else reads anything of them. */
export function concealBegun(): void {
  write(read().map((one) => ({ ...one, fileName: '' })));
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
