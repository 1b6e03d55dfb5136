import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { Line } from './use-license-lines.ts';

/** Tells the server which licenses somebody is looking at whose use is not known yet, so that it reads those first. */
export function useDetailsWanted(lines: Line[], now: boolean): void {
  const asked = useRef(new Set<string>());
  // A wish, not an action: when it is refused, the licenses are read in their turn.
  const { mutate } = useMutation({ mutationFn: (licenseIds: string[]) => call(doors.licenses.prioritize, { body: { licenseIds } }) });
  useEffect(() => {
    if (!now) return;
    const wanted = lines.flatMap((line) =>
      line.kind === 'license' && line.row.usage.readAt === null && !line.row.gone ? [line.row.licenseId] : [],
    );
    const fresh = [...new Set(wanted)].filter((id) => !asked.current.has(id)).slice(0, 500);
    if (fresh.length === 0) return;
    for (const id of fresh) asked.current.add(id);
    mutate(fresh);
  }, [lines, now, mutate]);
}
