import { z } from 'zod';

/** Every guess about the real portal that a client must not rely on, and the portal's tempo. DIFFERENCES.md tells the story of each. */
export const switchesSchema = z.strictObject({
  rate: z.number().positive().nullable().describe('Calls a second that one login may make; empty: no limit'),
  retryAfter: z.enum(['seconds', 'date', 'none']).describe('How an answer 429 says when to come back'),
  latencyMs: z.number().nonnegative().describe('Milliseconds that each call takes at least'),
  tokenSeconds: z.number().positive().describe('Life of an access token: 60 and 3600 are both documented'),
  sessionSeconds: z.number().positive().describe('How long after the login a token may still be renewed'),
  sendExpiresIn: z.boolean().describe('Token answers carry expiresIn'),
  casing: z
    .enum(['documented', 'camel', 'pascal'])
    .describe('Property names; documented: Pascal in Search and GetHistory, camel elsewhere'),
  errorCasing: z.enum(['camel', 'pascal']).describe('Property names of error bodies'),
  numbersAsStrings: z.boolean().describe('Numbers in answers arrive as text'),
  dates: z.enum(['utc', 'no-zone', 'date-only', 'dotnet']).describe('How moments are written'),
  emptyOk: z.enum(['object', 'nothing']).describe('What a write call answers: {} or no body'),
  forbiddenAs: z.union([z.literal(403), z.literal(500)]).describe('Status of a call without the right to it'),
  totalCount: z.enum(['rows', 'pages']).describe('What totalCount counts'),
  searchOrder: z.enum(['created', 'name']).describe('Order of rows; by name, a rename moves rows between pages'),
  searchRowsCarryParent: z.boolean().describe('Search/Companies rows have parentId'),
  searchIncludesOwnCompany: z.boolean().describe('Search/Companies lists the company of the login itself'),
  searchRowsCarryCustomer: z.boolean().describe('Search/Licenses rows have customerId'),
  globalSearchSpansSubtree: z
    .boolean()
    .describe('Search/Licenses without a customer looks in the whole subtree, not only in direct customers'),
  bundleRows: z.enum(['per-key', 'per-product']).describe('Search/Licenses rows of a bundle'),
  descendantsEnvelope: z.enum(['companies', 'descendants', 'list']).describe('How Company/Descendants wraps its rows'),
  descendantsHonourHoles: z.boolean().describe('Company/Descendants leaves out companies without access'),
  descendantsReachBelowHoles: z.boolean().describe('Company/Descendants goes on below a company without access'),
  walkFromUnreadableHome: z.boolean().describe('Children and Descendants answer for the own company even without access to it'),
  ancestorSkipsHoles: z.boolean().describe('Company/Detail names the nearest readable ancestor instead of the parent'),
  expiredTrialState: z.int().min(0).max(4).describe('State code of an expired trial'),
  suspendedKeepsQuantity: z.boolean().describe('License/Detail of a suspended license still has its quantity'),
  convertChangesKey: z.boolean().describe('Converting a trial to full gives a new public id'),
  retiredKeyStays: z.boolean().describe('After a change of public id the old one stays, as an obsolete license'),
  suspendSeconds: z.number().nonnegative().describe('How long suspending a company takes'),
  suspendVisibleAtOnce: z.boolean().describe('A company shows as suspended before the operation is done'),
  termsAccepted: z.boolean().describe('The terms of use of products that need it were accepted'),
});

export type Switches = z.infer<typeof switchesSchema>;

/** Where the sources leave two readings, the default is the one that is harder for a client. */
export const defaultSwitches: Switches = {
  rate: 10,
  retryAfter: 'seconds',
  latencyMs: 0,
  tokenSeconds: 60,
  sessionSeconds: 1800,
  sendExpiresIn: false,
  casing: 'documented',
  errorCasing: 'camel',
  numbersAsStrings: false,
  dates: 'utc',
  emptyOk: 'object',
  forbiddenAs: 403,
  totalCount: 'rows',
  searchOrder: 'created',
  searchRowsCarryParent: false,
  searchIncludesOwnCompany: true,
  searchRowsCarryCustomer: false,
  globalSearchSpansSubtree: true,
  bundleRows: 'per-key',
  descendantsEnvelope: 'companies',
  descendantsHonourHoles: true,
  descendantsReachBelowHoles: true,
  walkFromUnreadableHome: false,
  ancestorSkipsHoles: false,
  expiredTrialState: 2,
  suspendedKeepsQuantity: true,
  convertChangesKey: true,
  retiredKeyStays: false,
  suspendSeconds: 2,
  suspendVisibleAtOnce: false,
  termsAccepted: true,
};
