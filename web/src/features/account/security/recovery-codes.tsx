import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { toast } from '@/ui/toast.tsx';

/** The recovery codes, this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const text = codes.join('\n');
  return (
    <div className="grid gap-4">
      <Notice tone="attention" title="Keep these codes now; they are not shown again">
        Each logs you in once when your app or phone is not at hand.
      </Notice>
      <ul
        aria-label="Recovery codes"
        className="grid gap-1 rounded-control bg-sunken p-4 font-mono text-small sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            const file = new Blob([`Recovery codes of Accord\n\n${text}\n`], { type: 'text/plain' });
            saveFile(file, 'accord-recovery-codes.txt');
          }}
        >
          Download
        </Button>
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => toast('Codes copied'))}>Copy</Button>
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
