import type { Scan } from '#domain/scan.ts';

const WORDS: Record<Scan, string> = {
  clean: 'Scanned: no malware found',
  not_scanned: 'Not scanned for malware',
};

/** How a file was scanned, beside where it is shown or saved. */
export function ScanNote({ scan }: { scan: Scan }) {
  return <span className="block text-tiny text-faint">{WORDS[scan]}</span>;
}
