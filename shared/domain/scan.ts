/** What a scan for malware made of a file that may be opened: it found nothing, or there was none that could have. */
export const SCANS = ['clean', 'not_scanned'] as const;
export type Scan = (typeof SCANS)[number];

/** Why a scan does not let a file out of quarantine. */
export const SCAN_REASONS = ['malware_found', 'archive_or_program', 'not_scannable', 'scan_failed'] as const;
export type ScanReason = (typeof SCAN_REASONS)[number];

/** What a scanner says of a file: how it was scanned, or why nobody may open it. */
export type Verdict = { scan: Scan; reason: null } | { scan?: undefined; reason: ScanReason };

/** What each reason means and what helps, as people read it. */
export const SCAN_REASON_WORDS: Record<ScanReason, string> = {
  malware_found:
    'Malware was found in this file. It was removed, and nobody can open it; check the device it came from.',
  archive_or_program:
    'This file is or contains an archive or a program, which are not taken. Send its content as it is.',
  not_scannable: 'This file cannot be checked for malware, e.g. because it has a password. Send it without one.',
  scan_failed: 'The check for malware failed on our side. Send the file again.',
};

/** Files that were taken before there was a scan say nothing of one. */
export function scanOf({ scan }: { scan?: Scan | undefined }): Scan {
  return scan ?? 'not_scanned';
}

export function isScanReason(reason: unknown): reason is ScanReason {
  return SCAN_REASONS.some((one) => one === reason);
}

/**
 * What Amazon GuardDuty's Malware Protection for S3 writes into the tag `GuardDutyMalwareScanStatus` of an object. Only one of these lets a file out: whatever
 * else it may say one day does not.
 */
export function verdictOfTag(status: string): Verdict {
  switch (status) {
    case 'NO_THREATS_FOUND':
      return { scan: 'clean', reason: null };
    case 'THREATS_FOUND':
      return { reason: 'malware_found' };
    case 'UNSUPPORTED':
      return { reason: 'not_scannable' };
    default:
      return { reason: 'scan_failed' };
  }
}

/** The beginning and the end of a file; of a small one both are all of it. */
export interface FileEnds {
  head: Uint8Array;
  tail: Uint8Array;
}

/** How many bytes of either end are screened: as far from the end of a file as a ZIP archive may have its last record. */
export const SCREENED_BYTES = 22 + 0xffff;

/**
 * What can be said of a file by looking at its two ends: the test file of all scanners, archives and programs are refused; of anything else nothing is known.
 * An archive is known by its first bytes, and a ZIP behind something else by its last record, which is how one file is two.
 */
export function screenEnds({ head, tail }: FileEnds): Verdict {
  if ([head, tail].some((part) => latin1(part).includes(EICAR))) return { reason: 'malware_found' };
  const isProgram = [...ARCHIVES, ...PROGRAMS].some(([offset, bytes]) => latin1(head).startsWith(bytes, offset));
  return isProgram || endsAsZip(tail) ? { reason: 'archive_or_program' } : { scan: 'not_scanned', reason: null };
}

/** The string of the EICAR test file, put together here so that no scanner takes this file for one. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join('');

/** Where in a file, and what: ZIP, RAR, 7z, gzip, bzip2, xz, cabinet, tar. */
const ARCHIVES: readonly [number, string][] = [
  [0, 'PK\x03\x04'],
  [0, 'PK\x05\x06'],
  [0, 'Rar!\x1a\x07'],
  [0, '7z\xbc\xaf\x27\x1c'],
  [0, '\x1f\x8b'],
  [0, 'BZh'],
  [0, '\xfd7zXZ\x00'],
  [0, 'MSCF'],
  [257, 'ustar'],
];

/** Windows and DOS (the header of a DOS program has no text in it), ELF, Mach-O of either width and order, Java or a universal Mach-O, scripts. */
const PROGRAMS: readonly [number, string][] = [
  [0, 'MZ\x90\x00'],
  [0, '\x7fELF'],
  [0, '\xfe\xed\xfa\xce'],
  [0, '\xfe\xed\xfa\xcf'],
  [0, '\xce\xfa\xed\xfe'],
  [0, '\xcf\xfa\xed\xfe'],
  [0, '\xca\xfe\xba\xbe'],
  [0, '#!'],
];

/** Whether the last record of a ZIP archive (APPNOTE 4.3.16) ends with the file: 22 bytes and a comment whose length it says. */
function endsAsZip(tail: Uint8Array): boolean {
  const text = latin1(tail);
  for (let at = text.lastIndexOf('PK\x05\x06'); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('PK\x05\x06', at - 1)) {
    const comment = text.charCodeAt(at + 20) + text.charCodeAt(at + 21) * 256;
    if (at + 22 + comment === tail.length) return true;
  }
  return false;
}

/** Each byte as the character of its number. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return text;
}
