import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig } from './api/config.ts';
import { prepareApi, queryClient, startApi } from './api/index.ts';
import { router } from './app/router.tsx';
import { applyTheme } from './app/theme.ts';
import './ui/styles.css';

prepareApi();
applyTheme();

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
const root = createRoot(element);

try {
  await startApi(await loadConfig());
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
} catch {
  root.render(
    <main className="mx-auto max-w-lg px-6 py-20">
      <h1 className="text-title font-semibold">Accord cannot be reached</h1>
      <p className="mt-2 text-soft">
        The site loaded, but its settings did not. Check your connection and load the page again.
      </p>
    </main>,
  );
}
