// First, because it says in which order the layers of styles stand.
import './app/theme.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './app/query-client.ts';
import { createAppRouter } from './app/router.tsx';
import { cssVariables, theme } from './app/theme.ts';
import { sessionQuery } from './features/session/session-queries.ts';
import { startTranslation } from './shared/language.ts';

// An answer that says so ends the session here too; the frame then leads to the sign-in page and back.
const queries = createQueryClient({
  onSignedOut: () => queries.setQueryData(sessionQuery.queryKey, null),
  onOwed: () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
});
const router = createAppRouter(queries);

await startTranslation();
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
