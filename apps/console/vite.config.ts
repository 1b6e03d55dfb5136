import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server is while one develops the console; `./licet serve` listens there unless told otherwise. */
const server = process.env['LICET_URL'] ?? 'http://127.0.0.1:8080';

/** The host of the page stays the host of the request: the server refuses changes that come from another one. */
const proxy = { '/api': { target: server, changeOrigin: false } };

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy },
  preview: { host: '127.0.0.1', port: 4173, proxy },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The first page and everything that it needs; what only the screens behind it share is not asked for before it.
            { name: 'first', priority: 2, test: /src[\\/](main|features[\\/]session[\\/]sign-in-page)\.tsx$/ },
            // What several screens share comes in one file: a hundred small ones would each wait for their turn.
            { name: 'shared', priority: 1, minShareCount: 4 },
          ],
        },
      },
      treeshake: {
        // The contract's schemas are built when their modules load. The console needs their types and the client only:
        // without this the first page would carry a validator that it never runs.
        moduleSideEffects: (id) => !/packages[\\/](contract|domain)[\\/]/.test(id),
      },
    },
  },
});
