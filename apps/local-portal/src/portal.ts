import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { serveApi } from './api/serve.ts';
import { createControl, type Control } from './control/control.ts';
import { guardControl } from './control/guard.ts';
import { serveControl } from './control/routes.ts';
import { servePage } from './page/serve-page.ts';
import { Refusal } from './refusal.ts';
import { createRuntime, type WorldOptions } from './runtime.ts';
import { defaultSwitches, switchesSchema, type Switches } from './switches.ts';
import type { World } from './world/model.ts';

/** How a portal starts; everything has a default. */
export interface PortalOptions extends Partial<WorldOptions> {
  /** 0, the default: any free one. */
  readonly port?: number;
  readonly latencyMs?: number;
  /** Calls a second for each login; null: no limit. */
  readonly rate?: number | null;
  readonly tokenSeconds?: number;
  readonly switches?: Partial<Switches>;
}

/** A running portal. The API is below `<url>/api`, the control API below `<url>/control`, the page at `<url>/`. */
export interface Portal {
  readonly url: string;
  readonly port: number;
  readonly control: Control;
  /** The data as they are now; another object after a reset. */
  readonly world: World;
  close(): Promise<void>;
}

const defaultWorld: WorldOptions = { dataset: 'small', seed: 1, companies: 5000, licensesPerCompany: 3 };

/** Starts a portal on the loopback interface. Rejects when the port is taken or a switch has a value that it cannot have. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const { port = 0, switches, latencyMs, rate, tokenSeconds, ...world } = options;
  const tempo = Object.fromEntries(Object.entries({ latencyMs, rate, tokenSeconds }).filter(([, value]) => value !== undefined));
  const runtime = createRuntime({ ...defaultWorld, ...world }, switchesSchema.parse({ ...defaultSwitches, ...switches, ...tempo }));
  const control = createControl(runtime);
  const app = createApp();
  serveApi(app, runtime);
  guardControl(app);
  serveControl(app, control);
  servePage(app);
  const url = await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    port: Number(new URL(url).port),
    control,
    get world() {
      return runtime.world;
    },
    close: () => app.close(),
  };
}

function createApp(): FastifyInstance {
  const app = Fastify({ routerOptions: { caseSensitive: false }, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send({ message: error.message });
    if (error instanceof z.ZodError) return reply.code(400).send({ message: z.prettifyError(error) });
    if (error instanceof SyntaxError) return reply.code(400).send({ message: 'The body is not valid JSON.' });
    return reply.send(error);
  });
  return app;
}
