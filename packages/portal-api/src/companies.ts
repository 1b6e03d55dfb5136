import { allCompanyTypes, type Coded, companyStatuses, type CompanyStatus, type CompanyType } from './codes.ts';
import { type Page, readPage } from './page.ts';
import { answer, field, items, orNull, type Wire } from './read.ts';
import { code, guid, guidOrNull, text } from './values.ts';

/** A company as lists and searches show it. Null: not known. */
export interface Ema2CompanyRow {
  /** GUID, lower case. */
  readonly companyId: string;
  /** As sent: may be empty, have blanks at its ends, be like a sibling's. */
  readonly name: string;
  readonly type: Coded<CompanyType> | null;
  readonly status: Coded<CompanyStatus> | null;
  readonly email: string | null;
  readonly customIdentifier: string | null;
  /** The company above. Absent: the answer does not say; null: the answer says that there is none. */
  readonly parentId?: string | null;
}

/** Everything of one company that the mirror uses. `parentId` comes from `ancestor`. */
export interface Ema2CompanyDetail extends Ema2CompanyRow {
  readonly vatId: string | null;
  readonly description: string | null;
  readonly comment: string | null;
  readonly tags: string[];
}

/** The same id has four names, by the call (documented). */
const idNames = ['companyId', 'publicId', 'id', 'customerId'] as const;

/**
 * Company/Children and Company/Descendants. Rows carry no parent (documented). `companies` is seen in client code for
 * Children; how Descendants wraps its rows is unknown, so other likely forms are read too.
 */
export function readCompanyPage(value: unknown): Page<Ema2CompanyRow> {
  return readPage(value, readRow, 'companies', 'descendants', 'children');
}

/** Search/Companies. `parentId` is looked for by one client; nothing confirms that it is sent. */
export function readCompanySearchPage(value: unknown): Page<Ema2CompanyRow> {
  return readPage(value, readCompanyWithParent, 'search');
}

/** A row that may name the company above. */
export function readCompanyWithParent(row: Wire): Ema2CompanyRow {
  return { ...readRow(row), ...parent(field(row, 'parentId')) };
}

/** Company/Detail. */
export function readCompanyDetail(value: unknown): Ema2CompanyDetail {
  const body = answer(value);
  const ancestor = field(body, 'ancestor');
  const tags = field(body, 'tags');
  return {
    ...readRow(body),
    ...parent(ancestor.value === null || ancestor.value === undefined ? ancestor : field(ancestor, 'id', 'companyId', 'publicId')),
    vatId: orNull(text)(field(body, 'vatId')),
    description: orNull(text)(field(body, 'description')),
    comment: orNull(text)(field(body, 'comment')),
    tags: tags.value === null || tags.value === undefined ? [] : items(tags).map(readTag),
  };
}

function readRow(row: Wire): Ema2CompanyRow {
  return {
    companyId: guid(field(row, ...idNames)),
    name: text(field(row, 'name', 'companyName')),
    type: orNull(code(allCompanyTypes))(field(row, 'type', 'companyTypeId')),
    status: orNull(code(companyStatuses))(field(row, 'status', 'statusId')),
    email: orNull(text)(field(row, 'email')),
    customIdentifier: orNull(text)(field(row, 'customIdentifier')),
  };
}

function parent(wire: Wire): Pick<Ema2CompanyRow, 'parentId'> {
  return wire.value === undefined ? {} : { parentId: guidOrNull(wire) };
}

/** Tags are sent as objects when a company is created (documented); that they come back so is assumed. */
function readTag(tag: Wire): string {
  return text(typeof tag.value === 'string' ? tag : field(tag, 'tag', 'name'));
}
