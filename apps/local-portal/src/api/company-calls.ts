import { coded, companyTypes } from '@licet/portal-api';
import { forbidden, invalid, notFound } from '../refusal.ts';
import { canRead, canWrite, descendants } from '../world/access.ts';
import { createCustomer, findOperation, startOperation } from '../world/company-rules.ts';
import type { Company, Operation } from '../world/model.ts';
import { childrenOf } from '../world/world.ts';
import { pageOf, readableCompany, type Call, type Endpoint } from './call.ts';
import { companyDetail, companyListItem } from './views.ts';

/** The company to walk down from: readable, or the login's own where the switch allows it. */
function startOfWalk(call: Call): Company {
  const id = call.input.requiredText('companyId').toLowerCase();
  const own = call.world.companies.get(call.login.companyId);
  return call.switches.walkFromUnreadableHome && own?.id === id ? own : readableCompany(call, id);
}

function children(call: Call): object {
  const readable = childrenOf(call.world, startOfWalk(call).id).filter((child) => canRead(call.world, call.login, child.id));
  const { rows, paging } = pageOf(call, readable);
  return { companies: rows.map(companyListItem), paging };
}

function listDescendants(call: Call): unknown {
  const { switches } = call;
  const start = startOfWalk(call);
  const type = entityType(call);
  const holes = {
    show: !switches.descendantsHonourHoles,
    goOnBelow: switches.descendantsReachBelowHoles || !switches.descendantsHonourHoles,
  };
  const found = descendants(call.world, call.login, start.id, holes).filter((company) => type === null || company.type === type);
  const { rows, paging } = pageOf(call, found);
  const items = rows.map(companyListItem);
  return switches.descendantsEnvelope === 'list' ? items : { [switches.descendantsEnvelope]: items, paging };
}

function entityType(call: Call): string | null {
  const sent = call.input.text('entityType');
  if (sent === null || sent.toLowerCase() === 'any') return null;
  const type = coded(companyTypes, sent);
  if (type.word === 'unknown') throw invalid('entityType', 'The entity type is not known.');
  return type.word;
}

/** Whether the ancestor is named when the login cannot read it is not documented: its id is, its name is not. */
function detail(call: Call): object {
  const company = readableCompany(call, call.input.requiredText('companyId'));
  const parent = call.switches.ancestorSkipsHoles ? nearestReadable(call, company.parentId) : parentOf(call, company.parentId);
  if (!parent) return companyDetail(company, null);
  const named = canRead(call.world, call.login, parent.id);
  return companyDetail(company, named ? { id: parent.id, name: parent.name } : { id: parent.id });
}

function parentOf(call: Call, parentId: string | null): Company | undefined {
  return call.world.companies.get(parentId ?? '');
}

function nearestReadable(call: Call, parentId: string | null): Company | undefined {
  let parent = parentOf(call, parentId);
  while (parent && !canRead(call.world, call.login, parent.id)) parent = parentOf(call, parent.parentId);
  return parent;
}

function create(call: Call): object {
  const { input } = call;
  const parent = readableCompany(call, input.text('parentCompanyId') ?? call.login.companyId);
  if (!canWrite(call.world, call.login, parent.id)) throw forbidden('Write access to the parent company is needed.');
  const tags = input.has('tags') ? input.list('tags').map(tagText) : [];
  const text = (name: string): string | null => input.text(name);
  const created = createCustomer(call, parent, {
    name: input.requiredText('name'),
    email: text('email'),
    customIdentifier: text('customIdentifier'),
    vatId: text('vatId'),
    description: text('description'),
    comment: text('comment'),
    tags,
  });
  return { companyId: created.id };
}

function tagText(entry: unknown): string {
  if (typeof entry === 'object' && entry !== null && 'tag' in entry && typeof entry.tag === 'string') return entry.tag;
  throw invalid('tags', 'Each tag must be an object with a tag.');
}

/** Direct children only, with write access (documented). */
function operate(kind: Operation['kind']): (call: Call) => object {
  return (call) => {
    const company = readableCompany(call, call.input.requiredText('companyId'));
    if (company.parentId !== call.login.companyId) throw forbidden('Only a direct child can be suspended or unsuspended.');
    if (!canWrite(call.world, call.login, company.id)) throw forbidden('Write access to the company is needed.');
    return { operationId: startOperation(call, company, kind).id };
  };
}

/** The codes of an operation's state were not found: 1 running, 2 done are assumed. */
function operation(call: Call): object {
  const found = findOperation(call.world, call.id);
  if (!canRead(call.world, call.login, found.companyId)) throw notFound('There is no such operation.');
  return { state: found.done ? 2 : 1 };
}

export const companyCalls: readonly Endpoint[] = [
  { method: 'POST', path: '/Company/Children', casing: 'camel', answer: children },
  { method: 'POST', path: '/Company/Descendants', casing: 'camel', answer: listDescendants },
  { method: 'POST', path: '/Company/Detail', casing: 'camel', answer: detail },
  { method: 'POST', path: '/Company/Create/customer', casing: 'camel', answer: create },
  { method: 'POST', path: '/Company/Suspend', casing: 'camel', answer: operate('suspend') },
  { method: 'POST', path: '/Company/Unsuspend', casing: 'camel', answer: operate('unsuspend') },
  { method: 'GET', path: '/Operation/:id', casing: 'pascal', answer: operation },
];
