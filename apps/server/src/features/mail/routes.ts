import { mail } from '@licet/contract';
import type { Context } from '../../context.ts';
import { changeSettings, route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeMail, removeMail, showMail, testMail } from './settings.ts';

export function mailRoutes(ctx: Context): Route[] {
  const read = { function: 'settings', level: 'read' } as const;
  return [
    route(mail.show, read, ({ actor }) => showMail(ctx, actor)),
    route(mail.change, changeSettings, ({ actor, body }) => changeMail(ctx, actor, body)),
    route(mail.remove, changeSettings, ({ actor }) => removeMail(ctx, actor)),
    route(mail.test, changeSettings, ({ body }) => testMail(ctx, body.to)),
  ];
}
