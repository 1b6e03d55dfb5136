// Short ways to what tests ask for again and again.
import { groups, licenses, syncRuns } from '@licet/contract';
import type { Answer, Call, Client, GroupNode, LicenseRow, SyncChange } from '@licet/contract';

type Query = NonNullable<Call<typeof licenses.list>['query']>;

/** All rows of the license list, page by page. */
export async function allLicenses(client: Client, query: Query = {}): Promise<LicenseRow[]> {
  const rows: LicenseRow[] = [];
  for (;;) {
    const page = await client(licenses.list, { query: { ...query, offset: rows.length, limit: 500 } });
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}

/** The one row of a plain license. */
export async function licenseOf(client: Client, publicId: string, query: Query = {}): Promise<LicenseRow> {
  const rows = (await allLicenses(client, { gone: 'show', ...query })).filter((row) => row.publicId === publicId);
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows have the public id ${publicId}`);
  return row;
}

export type Node = GroupNode & { path: string };

/** The group tree in sight with paths from its top. */
export async function treeOf(client: Client, purpose: 'computers' | 'access' = 'computers'): Promise<Node[]> {
  const nodes = await client(groups.tree, { query: { for: purpose } });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pathOf = (node: GroupNode): string => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId);
    return `${parent ? pathOf(parent) : ''}/${node.name}`;
  };
  return nodes.map((node) => ({ ...node, path: pathOf(node) }));
}

/** The group of a company, by its name; throws unless exactly one is called so. */
export async function groupOf(client: Client, name: string): Promise<Node> {
  const found = (await treeOf(client, 'access')).filter((node) => node.name === name);
  const [node] = found;
  if (!node || found.length > 1) throw new Error(`${found.length} groups are called ${name}`);
  return node;
}

/** Everything that a run changed or would change. */
export async function changesOf(client: Client, runId: string): Promise<SyncChange[]> {
  const rows: SyncChange[] = [];
  for (;;) {
    const page: Answer<typeof syncRuns.changes> = await client(syncRuns.changes, {
      params: { id: runId },
      query: { offset: rows.length, limit: 500 },
    });
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}
