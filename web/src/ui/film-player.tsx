import type { Ref } from 'react';

/** A film with its controls; until it is played it shows its still, or where there is none its own beginning on a quiet ground. */
export function FilmPlayer(props: {
  url: string;
  stillUrl: string | null;
  fileName: string;
  ref?: Ref<HTMLVideoElement>;
  onPlaying?: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: a draft has no captions yet; its text is beside it
    <video
      ref={props.ref}
      src={props.url}
      poster={props.stillUrl ?? undefined}
      controls
      preload="metadata"
      onPlaying={props.onPlaying}
      aria-label={props.fileName}
      className="max-h-80 max-w-full rounded-control bg-sunken"
    />
  );
}
