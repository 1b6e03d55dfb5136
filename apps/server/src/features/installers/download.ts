// The installer as a file: a script with everything in it that a computer needs to enroll, or the same as a configuration file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { installerFormats } from '@licet/contract';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { ensureServerAuthority } from '../certificates/ensure.ts';
import { mustSelectInstaller, openInstallerToken, subjectOf } from './make.ts';
import { selectNewestToken } from './store.ts';
import { refuseUnfit } from './unfit.ts';
import { factsOf } from './views.ts';

type Format = (typeof installerFormats)[number];

const script = (name: string) => readFileSync(join(import.meta.dirname, 'scripts', name), 'utf8');
const files: Record<Format, { name: string; template: string }> = {
  shell: { name: 'licet-install.sh', template: script('install.sh') },
  powershell: { name: 'licet-install.ps1', template: script('install.ps1') },
  config: { name: 'licet-agent.conf', template: script('agent.conf') },
};

/** The file's name and text. Downloading is written down: whoever has the file can enroll computers. */
export async function downloadInstaller(ctx: Context, actor: Actor, id: number, format: Format): Promise<{ name: string; text: string }> {
  const token = await ctx.db.transaction(actor.sight, async (tx) => {
    const row = await mustSelectInstaller(tx, id);
    requireRight(actor, 'installers', 'use', row.access_group_id, 'where-kept');
    // Whoever has the file puts computers into that group.
    requireRight(actor, 'groups-and-computers', 'use', row.group_id, 'at-target');
    if (actor.viewedBy)
      throw new Refusal('read-only', 'An installer is not handed out to somebody who looks through other eyes.', {
        remedy: 'End the view first.',
      });
    // One that is used up still serves the machines that it enrolled.
    refuseUnfit(factsOf(row), ctx.now(), ['used-up'], 'Mend the installer, or make a new one.');
    const sealed = await selectNewestToken(tx, id);
    if (!sealed) throw notFound('installer token');
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'installer-downloaded', after: { format } }]);
    return openInstallerToken(ctx, sealed);
  });
  const { certificate } = await ensureServerAuthority(ctx);
  const { name, template } = files[format];
  const values: Record<string, string> = { SERVER: ctx.agentUrl(), TOKEN: token, CA: certificate.trimEnd() };
  return { name, text: template.replaceAll(/@([A-Z]+)@/g, (mark, key: string) => values[key] ?? mark) };
}
