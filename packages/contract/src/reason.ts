// What the server has to say to people, as codes: the English sentence beside them is for those who read the API.
import { alertReasons, readingReasons } from '@licet/domain';
import type { ReasonOf } from '@licet/domain';
import { z } from 'zod';

/** How a run stands or ended. */
const runReasons = {
  preview: [],
  asks: [],
  'companies-empty': ['of'],
  'companies-shrunk': ['removed', 'of'],
  'licenses-empty': ['of'],
  'licenses-shrunk': ['removed', 'of'],
  'readings-failed': ['failed'],
  'server-fault': ['run'],
  'stopped-waiting': [],
  'stopped-reading': [],
  'stopped-details': [],
  'newer-run-started': [],
  'newer-run-follows': [],
  'account-removed': [],
} as const;

/** Why a customer could not be set up or offboarded, or what is to be known of one that was. */
const stepReasons = {
  'starter-gone': [],
  'customer-groupless': [],
  'license-out-of-reach': [],
  'authority-missing': [],
  'customer-archived': ['customer'],
  'customer-own': ['customer'],
  'step-fault': [],
  'installer-without-license': [],
  'left-changed': ['names'],
  'left-beyond-rights': ['names'],
  'left-setup': [],
} as const;

/** Why a request was refused. */
const refusalReasons = {
  'wrong-login': ['attempts', 'minutes'],
  'locked-out': ['minutes'],
  'address-locked-out': ['minutes'],
  'right-missing': ['function', 'level'],
  'right-missing-in-group': ['function', 'level'],
  'grant-exceeds': ['function', 'level'],
  'grant-shows-more': [],
  'administrators-only': [],
  'foreign-origin': ['origin'],
  'account-type-refused': ['company', 'companyType'],
  'reads-nothing': ['company'],
  'already-linked': ['login'],
  'business-account-unsupported': [],
  'file-without-login': [],
  'file-older': ['login', 'known'],
  'file-of-live-login': ['login'],
  'file-while-working': ['login'],
  'login-mismatch': ['login'],
  'pooling-shared': ['companies'],
  'pooling-spread': ['groups'],
  'move-from-refused': [],
  'move-to-refused': [],
  'pool-already-there': [],
  'pool-moved-meanwhile': [],
  'move-not-undoable': [],
  'removal-not-undoable': [],
  'offboarding-not-undoable': [],
  'tags-read-only': [],
  'tags-changed-meanwhile': [],
  'view-name-taken': ['name'],
  'view-shared-read-only': [],
  'login-taken': ['login'],
  'own-user-disabled': [],
  'own-user-removed': [],
  'own-home-changed': [],
  'last-administrator': [],
  'token-limited': [],
  'view-needs-session': [],
  'view-impossible': [],
  'current-password-wrong': [],
  'proof-passkey-wrong': [],
  'second-step-late': [],
  'second-step-on': [],
  'second-step-off': [],
  'second-step-not-begun': [],
  'needs-own-session': [],
  'second-step-own-first': [],
  'passkey-refused': [],
  'passkeys-full': ['most'],
  'run-not-working': [],
  'customer-right-missing': ['customer', 'function', 'level'],
  'customer-unfit': ['customer', 'setup'],
  'setup-not-undone': [],
  'group-of-server': [],
  'group-synchronized': ['group'],
  'group-holds': ['group', 'held'],
  'group-holds-unseen': ['group'],
  'installer-revoked': [],
  'installer-expired': [],
  'installer-used-up': [],
  'installer-license-out-of-reach': [],
  'installer-license-gone': [],
  'installer-license-suspended': [],
  'license-of-another-company': [],
  'license-beyond-access-group': [],
  'no-authority': [],
  'right-missing-where-kept': ['function', 'level'],
  'right-missing-at-target': ['function', 'level'],
  'right-missing-at-authority': ['function', 'level'],
  'right-missing-at-license': ['function', 'level'],
  'right-missing-at-computers': ['function', 'level'],
  'shared-objects-hold-no-computers': [],
  'computers-there-already': ['names'],
  'rule-without-channel': [],
  'rule-of-accounts-elsewhere': [],
  'report-without-recipients': [],
  'report-without-schedule': [],
  'report-kept': [],
  'report-silent': [],
  'mail-password-needed': [],
} as const;

/** Why a message did not arrive. */
const deliveryReasons = {
  'mail-not-set-up': [],
  'mail-unreachable': ['fault'],
  'mail-insecure': ['fault'],
  'mail-login-refused': ['answer'],
  'mail-refused': ['answer'],
  'mail-partly-refused': ['recipients'],
  'mail-not-delivered': [],
  'tests-too-many': ['seconds'],
  'reports-too-many': ['seconds'],
  'report-too-large': ['rows', 'most'],
  'webhook-address-closed': ['address'],
  'webhook-unreachable': ['fault'],
  'webhook-late': [],
  'webhook-answered': ['status'],
} as const;

/** What is wrong with a field of a request. */
const fieldReasons = {
  'field-missing': [],
  'field-too-short': ['minimum'],
  'field-too-long': ['maximum'],
  'field-too-small': ['minimum'],
  'field-too-large': ['maximum'],
  'field-too-few': ['minimum'],
  'field-too-many': ['maximum'],
  'field-not-one-of': ['values'],
  'field-malformed': [],
  'field-in-past': [],
  'field-in-future': [],
  'field-unknown': [],
  'password-unchanged': [],
  'password-common': [],
  'columns-unknown': ['unknown', 'known'],
} as const;

/** Why single sign-on signed nobody in: the sign-in page is told in its address. */
const singleSignOnReasons = {
  'sso-unavailable': [],
  'sso-refused': [],
  'sso-late': [],
  'sso-email-unverified': [],
  'sso-no-user': [],
  'sso-tied-elsewhere': [],
  'sso-one-factor': [],
} as const;
export type SingleSignOnRefusal = keyof typeof singleSignOnReasons;

/** The closed list of reasons: each code with the names of its parameters. */
export const reasons = {
  ...readingReasons,
  ...runReasons,
  ...stepReasons,
  ...refusalReasons,
  ...singleSignOnReasons,
  ...fieldReasons,
  ...alertReasons,
  ...deliveryReasons,
};
export type Reason = ReasonOf<typeof reasons>;

/** A sentence of the server's as a code with parameters, to be said in the reader's language. */
export const reason = z.object({
  code: z.enum(Object.keys(reasons) as Reason['code'][]),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});
/** A reason as it is sent. */
export type SentReason = z.infer<typeof reason>;
