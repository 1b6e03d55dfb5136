import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';
import { useReadOnly } from './read-only.ts';

interface Props extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** Why it cannot be done now; false when it can. */
  refused?: string | false;
}

/** A button that changes something. One that is refused stays in its place, reachable by keyboard, so that everybody can read why. */
export function ActButton({ refused: refusedHere = false, onClick, type = 'button', ...props }: Props) {
  const refused = useReadOnly() ?? refusedHere;
  if (refused === false) return <Button {...props} type={type} {...(onClick ? { onClick } : {})} />;
  return (
    <Tooltip label={refused} events={{ hover: true, focus: true, touch: true }}>
      <Button {...props} type="button" disabled={false} data-disabled aria-disabled />
    </Tooltip>
  );
}
