// What Licet should hold, worked out from the local portal's world by the documented rules and nothing of Licet's own.
import type { ExportDocument } from '@licet/contract';
import type { Portal } from '@licet/local-portal';

/** An account's companies and licenses without anything that Licet adds: ids of its own, times, tags, pools. */
export interface Picture {
  companies: { upstreamId: string; parentUpstreamId: string | null; name: string; type: number | null; state: string; group: string }[];
  licenses: {
    publicId: string | null;
    productCode: string;
    productName: string;
    type: string;
    state: string;
    quantity: number | null;
    usage: number | null;
    expires: string | null;
    licenseUser: string;
    companyUpstreamId: string;
  }[];
}

const typeCodes = {
  headquarters: 1001,
  distributor: 1002,
  division: 1003,
  'msp-manager': 1004,
  msp: 1005,
  'managed-msp': 1006,
  customer: 1007,
};

/** The portal's truth as one login may see it. */
export function truthOf(portal: Portal, email: string): Picture {
  const { companies, loginsByEmail, licensesOf } = portal.world;
  const login = loginsByEmail.get(email);
  if (!login) throw new Error(`the portal has no login ${email}`);
  const chain = (id: string) => {
    const above = [];
    for (let at = companies.get(id); at; at = companies.get(at.parentId ?? '')) above.push(at);
    return above;
  };
  /** The grant of the nearest company at or above, within the login's own subtree. */
  const readable = (id: string): boolean => {
    const above = chain(id);
    const own = above.findIndex((company) => company.id === login.companyId);
    if (own < 0) return false;
    const grant = above.slice(0, own + 1).find((company) => login.grants.has(company.id));
    return grant !== undefined && login.grants.get(grant.id) !== 'no-access';
  };
  const seen = [...companies.values()].filter((company) => readable(company.id));
  return sorted({
    companies: seen.map(({ id, name, type, status }) => {
      const line = chain(id).filter((company) => readable(company.id));
      const group = ['', 'All', 'Companies', ...line.map((company) => company.name).reverse()].join('/');
      return { upstreamId: id, parentUpstreamId: line[1]?.id ?? null, name, type: typeCodes[type], state: status, group };
    }),
    licenses: seen.flatMap(({ id, name: licenseUser }) =>
      (licensesOf.get(id) ?? []).flatMap(({ publicId }) => {
        const { type, state, products, trialExpiresAt } = portal.control.license(publicId);
        return products.map(({ code, name, quantity, usage }) => ({
          publicId,
          productCode: code,
          productName: name,
          type: type === 'full' ? 'msp' : 'trial',
          state,
          quantity,
          usage,
          expires: trialExpiresAt?.slice(0, 10) ?? null,
          licenseUser,
          companyUpstreamId: id,
        }));
      }),
    ),
  });
}

/** The same picture out of Licet's export: what is gone or unlinked left out. */
export function pictureOf(document: ExportDocument): Picture {
  return sorted({
    companies: document.companies
      .filter((company) => company.setup !== 'unlinked')
      .map(({ upstreamId, parentUpstreamId, name, type, state, group }) => ({ upstreamId, parentUpstreamId, name, type, state, group })),
    licenses: document.licenses
      .filter((license) => !license.gone)
      .map(({ publicId, productCode, productName, type, state, quantity, usage, expires, licenseUser, companyUpstreamId }) => {
        return {
          publicId,
          productCode,
          productName,
          type,
          state,
          quantity,
          usage,
          expires,
          licenseUser: licenseUser.name,
          companyUpstreamId,
        };
      }),
  });
}

function sorted({ companies, licenses }: Picture): Picture {
  const by =
    <T>(text: (item: T) => string) =>
    (a: T, b: T) =>
      text(a) < text(b) ? -1 : 1;
  return {
    companies: companies.sort(by((company) => company.upstreamId)),
    licenses: licenses.sort(by((license) => `${license.publicId} ${license.productCode}`)),
  };
}
