import type { HTTPMethods } from 'fastify';
import { forbidden, notFound } from '../refusal.ts';
import { canRead } from '../world/access.ts';
import type { Change } from '../world/license-rules.ts';
import type { Company, License, Login } from '../world/model.ts';
import type { Input } from './input.ts';

/** One authorized call. It is the `Change` that it may make, with the login that asks. */
export interface Call extends Change {
  readonly login: Login;
  readonly input: Input;
  /** The part of the path that is not fixed, such as an operation's id. */
  readonly id: string;
  /** By how many rows the order of lists has shifted (a fault). */
  readonly shift: number;
}

/** One call of the portal. Answers are written in camel case; the casing of the wire is put on at the end. */
export interface Endpoint {
  readonly method: HTTPMethods & ('GET' | 'POST');
  /** As documented, below `/api`; matched without regard to case. */
  readonly path: string;
  readonly casing: 'camel' | 'pascal';
  readonly answer: (call: Call) => unknown;
}

/** The body of a write call that has nothing to say. */
export const nothing = Symbol('nothing');

/** One page of a list, with the total in the unit of the day. */
export function pageOf<Row>(call: Call, all: readonly Row[]): { rows: Row[]; paging: { totalCount: number } } {
  const { skip, take } = call.input.page();
  const length = Math.max(0, Math.min(take, all.length - skip));
  const rows = Array.from({ length }, (_, index) => all[(skip + index + call.shift) % all.length]).filter((row) => row !== undefined);
  const totalCount = call.switches.totalCount === 'rows' ? all.length : Math.ceil(all.length / take);
  return { rows, paging: { totalCount } };
}

/** The company that a call names. 404 when there is none, 403 when the login may not read it (own and below only, documented). */
export function readableCompany(call: Call, id: string): Company {
  const company = call.world.companies.get(id.toLowerCase());
  if (!company) throw notFound('The company was not found.');
  if (!canRead(call.world, call.login, company.id)) throw forbidden('No access to the company.');
  return company;
}

/** The license that a call names, whatever the case of its letters. */
export function readableLicense(call: Call): License {
  const license = call.world.licenses.get(call.input.requiredText('publicLicenseKey').toUpperCase());
  if (!license) throw notFound('The license was not found.');
  if (!canRead(call.world, call.login, license.companyId)) throw forbidden('You probably do not own this license.');
  return license;
}
