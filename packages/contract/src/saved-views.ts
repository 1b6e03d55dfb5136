import { z } from 'zod';
import { can, id, idParams, moment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';
import { licenseFilter, licenseListQuery, pools } from './licenses.ts';

/** Columns of License Management, as views keep them. */
export const licenseColumns = [
  'product',
  'publicId',
  'licenseUser',
  'units',
  'state',
  'type',
  'expires',
  'tags',
  'accessGroup',
  'account',
  'readAt',
] as const;

/** What belongs to a moment of looking, not to a view. */
const passing = { offset: true, asOf: true, poolId: true } as const;
const { state, type, productCode, licenseUserKind, tag, accessGroupId, accountId } = licenseFilter;
/** A body says lists as lists; in an address a list of one is the one. */
const lists = {
  state: state.out,
  type: type.out,
  productCode: productCode.out,
  licenseUserKind: licenseUserKind.out,
  tag: tag.out,
  accessGroupId: accessGroupId.out,
  accountId: accountId.out,
};
const columns = z.array(z.enum(licenseColumns)).min(1).max(licenseColumns.length).optional();

/** Filters, search, sort, columns and page size of License Management: what its two lists ask for, checked as they check it. */
export const savedQuery = z.discriminatedUnion('view', [
  pools.list.query
    .omit(passing)
    .extend({ ...lists, view: z.literal('pools'), columns })
    .strict(),
  licenseListQuery
    .omit(passing)
    .extend({ ...lists, view: z.literal('licenses'), columns })
    .strict(),
]);
export type SavedQuery = z.infer<typeof savedQuery>;

export const savedView = z.object({
  id,
  name: z.string(),
  query: savedQuery,
  /** The caller made it. */
  own: z.boolean(),
  /** Login of who made it; null when that user is out of the caller's sight or gone. */
  owner: z.string().nullable(),
  /** The access group whose readers of licenses see it; null while it is private. */
  sharedIn: groupSegment.extend({ id }).nullable(),
  changedAt: moment,
  can: can('change', 'remove'),
});
export type SavedView = z.infer<typeof savedView>;

const body = z.object({
  /** Unlike the names of the owner's other views. */
  name: text().trim().min(1).max(100),
  query: savedQuery,
  shared: z.boolean(),
  /** Where it is shared; the owner's home group when not given. */
  accessGroupId: id.optional(),
});

export const savedViews = {
  list: endpoint({
    method: 'GET',
    path: '/api/saved-views',
    summary: "The caller's own views of License Management and those shared with the caller, by name.",
    response: z.array(savedView),
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/saved-views',
    summary: 'Saves a view. Sharing it needs write on licenses in the group where it is shared.',
    body: body.extend({ shared: body.shape.shared.default(false) }),
    response: savedView,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/saved-views/:id',
    summary: 'Changes name, query or sharing of a view. One that is shared needs write on licenses where it is.',
    params: idParams,
    body: body.partial(),
    response: savedView,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/saved-views/:id',
    summary: 'Removes a view: its owner, or who may write licenses where it is shared.',
    params: idParams,
  }),
};
