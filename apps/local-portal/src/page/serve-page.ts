import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const files = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
  ['/dom.js', 'dom.js', 'text/javascript; charset=utf-8'],
  ['/tree.js', 'tree.js', 'text/javascript; charset=utf-8'],
  ['/panels.js', 'panels.js', 'text/javascript; charset=utf-8'],
] as const;

/** Serves the demonstration page; it may load nothing from elsewhere. */
export function servePage(app: FastifyInstance): void {
  for (const [url, file, type] of files) {
    const content = readFileSync(new URL(file, import.meta.url), 'utf8');
    app.get(url, (_request, reply) =>
      reply.header('content-security-policy', "default-src 'self'; img-src data:").type(type).send(content),
    );
  }
}
