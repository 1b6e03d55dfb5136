import type { Reason } from '@licet/contract';
import { companyType, linkableCompanyTypes } from '@licet/domain';
import type { Ema2CurrentUser } from '@licet/portal-api';
import { type OwnCompany, typeCode } from './company-tree.ts';
import type { Ema2 } from './ema2.ts';
import { objectError, PortalError, type PortalErrorCode } from './portal-error.ts';

type Refusal = 'wrong-credentials' | 'no-api-access' | 'refused-account-type' | 'reads-nothing' | 'portal-unavailable' | 'not-a-portal';

/** Whether an account may be linked. A refusal is a value: message and remedy are sentences for a person. */
export type AccountCheck =
  | {
      ok: true;
      /** The company that the login belongs to; `type` is 1004, 1005 or 1006. */
      root: { upstreamId: string; name: string; type: number };
      user: { upstreamId: string; email: string | null; name: string };
    }
  | { ok: false; refusal: Refusal; message: string; reason: Reason; remedy: string };

/** Logs in, asks who that is and whether it may read anything (S2 to S5). Throws a `PortalError` only when it was stopped. */
export async function checkAccount(calls: Ema2): Promise<AccountCheck> {
  try {
    return await decide(calls);
  } catch (error) {
    if (!(error instanceof PortalError) || error.code === 'aborted') throw error;
    return refuse(meanings[error.code], error.message, error.reason, error.remedy);
  }
}

const meanings: Record<Exclude<PortalErrorCode, 'aborted'>, Refusal> = {
  'credentials-refused': 'wrong-credentials',
  forbidden: 'no-api-access',
  unavailable: 'portal-unavailable',
  maintenance: 'portal-unavailable',
  faulty: 'portal-unavailable',
  throttled: 'portal-unavailable',
  'bad-answer': 'not-a-portal',
  'not-found': 'not-a-portal',
};

async function decide(calls: Ema2): Promise<AccountCheck> {
  const user = await calls.currentUser();
  return judgeUser(user, () => readsAnything(calls, user.company));
}

/** The verdict on who logs in, wherever that was read. */
export async function judgeUser(user: Ema2CurrentUser, readsAny: () => boolean | Promise<boolean>): Promise<AccountCheck> {
  const { company } = user;
  const type = typeCode(company);
  if (type === null || !linkableCompanyTypes.includes(type)) return refuseType(company, type);
  if (!(await readsAny())) {
    return refuse(
      'reads-nothing',
      `The user may read neither ${company.name ?? 'its own company'} nor any customer below it.`,
      { code: 'reads-nothing', parameters: { company: company.name ?? company.companyId } },
      'Give the user at least read access in the portal to its own company or to one customer.',
    );
  }
  return { ok: true, root: { upstreamId: company.companyId, name: company.name ?? '', type }, user: toUser(user) };
}

function refuseType({ companyId, name, type: sent }: OwnCompany, type: number | null): AccountCheck {
  const word = type === null ? `of an unknown type (${sent === null ? 'none was sent' : sent.code})` : `a ${companyType(type)}`;
  return refuse(
    'refused-account-type',
    `The login belongs to ${name ?? 'a company'}, which is ${word}. Such accounts do not manage customers' licenses themselves.`,
    { code: 'account-type-refused', parameters: { company: name ?? companyId, companyType: companyType(type) } },
    'Use the login of an MSP, a managed MSP or an MSP manager.',
  );
}

/** The search need not list the own company (not documented), so that is asked for when the search is empty. */
async function readsAnything(calls: Ema2, { companyId }: OwnCompany): Promise<boolean> {
  const found = await calls.searchCompanies().page(0, 1).catch(objectError);
  if (!(found instanceof PortalError) && found.rows.length + found.bad.length > 0) return true;
  const detail = await calls.companyDetail({ id: companyId }).catch(objectError);
  if (!(detail instanceof PortalError)) return true;
  if (found instanceof PortalError && found.code !== 'forbidden') throw found;
  return false;
}

function toUser({ id, email, firstName, lastName }: Ema2CurrentUser): Extract<AccountCheck, { ok: true }>['user'] {
  return { upstreamId: id, email, name: [firstName, lastName].filter((part) => part !== null && part !== '').join(' ') };
}

function refuse(refusal: Refusal, message: string, reason: Reason, remedy: string): AccountCheck {
  return { ok: false, refusal, message, reason, remedy };
}
