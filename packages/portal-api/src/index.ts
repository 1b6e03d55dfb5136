export * from './api-error.ts';
export * from './casing.ts';
export * from './codes.ts';
export {
  type Ema2CompanyDetail,
  type Ema2CompanyRow,
  readCompanyDetail,
  readCompanyPage,
  readCompanySearchPage,
} from './companies.ts';
export { errorMeaning, errorMeanings } from './errors.ts';
export * from './licenses.ts';
export type { Page } from './page.ts';
export { WireError } from './read.ts';
export { samples } from './samples.ts';
export { type Ema2CurrentUser, type Ema2TokenPair, readCurrentUser, readTokenPair } from './session.ts';
export * from './snapshot.ts';
export * from './usage-report.ts';
