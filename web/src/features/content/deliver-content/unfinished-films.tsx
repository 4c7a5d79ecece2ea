import { useState } from 'react';
import { isNamed, listBegun } from '@/api/begun-uploads.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { sizeText } from '@/ui/words.ts';
import { dropFilm } from './upload-film.ts';

/** Films that were begun in this browser and are not being sent: choosing the same file goes on with one. A page cannot open a file by itself. */
export function UnfinishedFilms({ chosen }: { chosen: readonly { file: File }[] }) {
  const { userId } = useUser();
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const left = listBegun(userId, serverNowMs()).filter(
    (one) =>
      !dropped.includes(one.uploadId) && !chosen.some(({ file }) => isNamed(one, file) && file.size === one.sizeBytes),
  );
  if (left.length === 0) return null;
  return (
    <ul aria-label="Unfinished films" className="mt-3 grid gap-2">
      {left.map(({ uploadId, fileName, sizeBytes, expiresAt }) => (
        <li
          key={uploadId}
          className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-line p-3 text-small"
        >
          <span className="min-w-0 flex-1 basis-56">
            <span className="font-medium break-all">{fileName || `A film of ${sizeText(sizeBytes)}`}</span> was not sent
            to its end. Choose the same file again and it goes on where it stopped. What was sent is forgotten{' '}
            <RelativeTime at={expiresAt} />.{!fileName && ' What it is called was forgotten when you logged out.'}
          </span>
          <Button
            size="small"
            variant="ghost"
            aria-label={`Discard what was sent of ${fileName || `a film of ${sizeText(sizeBytes)}`}`}
            onClick={() => {
              setDropped((all) => [...all, uploadId]);
              void dropFilm(uploadId);
            }}
          >
            Discard
          </Button>
        </li>
      ))}
    </ul>
  );
}
