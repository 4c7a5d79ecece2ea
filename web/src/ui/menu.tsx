import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  onSelect: () => void;
}

/** A menu of actions. Not modal: a modal one would lock scrolling with a style element that the Content-Security-Policy refuses. */
export function Menu({
  trigger,
  items,
  header,
  side = 'bottom',
}: {
  trigger: ReactNode;
  items: readonly MenuItem[];
  header?: ReactNode;
  side?: 'top' | 'bottom';
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-50 min-w-56 rounded-card border border-line bg-surface p-1.5 text-ink shadow-lifted"
        >
          {header && <DropdownMenu.Label className="px-3 py-2 text-small">{header}</DropdownMenu.Label>}
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.label}
              onSelect={item.onSelect}
              className={cx(
                'flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 text-small outline-none data-highlighted:bg-sunken md:min-h-9',
                item.danger && 'text-danger',
              )}
            >
              {item.icon && <Icon name={item.icon} className="size-4.5" />}
              {item.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
