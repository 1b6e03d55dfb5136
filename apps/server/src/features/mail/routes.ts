import { mail } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeMail, removeMail, showMail, testMail } from './settings.ts';

export function mailRoutes(ctx: Context): Route[] {
  const read = { function: 'settings', level: 'read' } as const;
  const write = { function: 'settings', level: 'write' } as const;
  return [
    route(mail.show, read, ({ actor }) => showMail(ctx, actor)),
    route(mail.change, write, ({ actor, body }) => changeMail(ctx, actor, body)),
    route(mail.remove, write, ({ actor }) => removeMail(ctx, actor)),
    route(mail.test, write, ({ actor, body }) => testMail(ctx, actor, body.to)),
  ];
}
