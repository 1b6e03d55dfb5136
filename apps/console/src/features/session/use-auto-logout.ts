import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { sessionQuery } from './session-queries.ts';

/** When somebody last touched the console, in any of its windows. */
const KEY = 'licet.touched';
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const CHECK_MS = 1000;

/**
 * Ends the session when nobody has touched the console for so many minutes. The server does the same by the requests that come,
 * but an open console asks by itself now and then.
 */
export function useAutoLogout(minutes: number | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (minutes === null) return;
    let written = 0;
    const touch = () => {
      const now = Date.now();
      if (now - written < CHECK_MS) return;
      written = now;
      localStorage.setItem(KEY, String(now));
    };
    touch();
    const check = setInterval(() => {
      if (Date.now() - Number(localStorage.getItem(KEY)) < minutes * 60_000) return;
      clearInterval(check);
      const leave = () => {
        queries.setQueryData(sessionQuery.queryKey, null);
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      };
      void call(doors.session.signOut).then(leave, leave);
    }, CHECK_MS);
    for (const sign of signs) addEventListener(sign, touch, { passive: true });
    return () => {
      clearInterval(check);
      for (const sign of signs) removeEventListener(sign, touch);
    };
  }, [minutes, queries]);
}
