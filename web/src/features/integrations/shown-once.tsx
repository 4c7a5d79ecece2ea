import { useEffect, useRef } from 'react';
import { Button } from '@/ui/button.tsx';
import { CodeText } from '@/ui/code-text.tsx';
import { Card } from '@/ui/layout.tsx';

/** A secret, the only time that it is shown; what to do with it is said before it is gone. */
export function ShownOnce(props: {
  title: string;
  label: string;
  secret: string;
  children: string;
  onDone: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} role="status" className="outline-none">
      <Card title={props.title} className="mb-5 border-accent">
        <p className="text-small text-soft">{props.children}</p>
        <CodeText label={props.label} text={props.secret} wraps />
        <Button variant="primary" className="mt-4" onClick={props.onDone}>
          I have stored it
        </Button>
      </Card>
    </div>
  );
}
