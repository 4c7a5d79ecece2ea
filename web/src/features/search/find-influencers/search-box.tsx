import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '@/ui/icon.tsx';

/** Long enough that typing is not searched letter by letter, ms. */
const PAUSE_MS = 300;

/** Words to search for; a pause in typing searches, and one stretch of typing is one step back. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string, replace: boolean) => void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  /** Whether this stretch of typing has its place in the history already. */
  const placed = useRef(false);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // The address changed by itself: back, forward, or a cleared search.
    if (value === sent.current) return;
    sent.current = value;
    placed.current = false;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(pause.current), []);

  function send(typed: string) {
    clearTimeout(pause.current);
    const q = typed.trim();
    if (q === sent.current) return;
    sent.current = q;
    onSearch(q, placed.current);
    placed.current = true;
  }
  function type(typed: string) {
    setText(typed);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => send(typed), PAUSE_MS);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    send(text);
  }
  return (
    <search>
      <form onSubmit={submit} className="relative">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-faint"
        />
        <input
          type="search"
          aria-label="Search influencers"
          placeholder="Name, @handle, niche or words of a bio"
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={() => {
            send(text);
            placed.current = false;
          }}
          className="control pl-11"
        />
      </form>
    </search>
  );
}
