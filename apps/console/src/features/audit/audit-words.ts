import type { TFunction } from 'i18next';

const actions = [
  'account-changed',
  'account-linked',
  'account-password-changed',
  'account-purged',
  'account-removed',
  'account-restored',
  'authority-created',
  'authority-removed',
  'certificate-renewed',
  'computer-deactivated',
  'computer-enrolled',
  'computer-enrolled-again',
  'computer-moved-away',
  'computer-moved-here',
  'computer-removed',
  'credentials-fetched',
  'customer-archived',
  'customer-offboarded',
  'customer-restored',
  'customer-set-up',
  'group-deleted',
  'installer-changed',
  'installer-created',
  'installer-downloaded',
  'installer-removed',
  'installer-revoked',
  'installer-rotated',
  'offboarding-undone',
  'passkey-added',
  'passkey-removed',
  'password-changed',
  'password-set',
  'permission-set-changed',
  'permission-set-created',
  'permission-set-removed',
  'plan-applied',
  'plan-discarded',
  'pool-moved-away',
  'pool-moved-here',
  'recovery-codes-renewed',
  'run-started',
  'run-stopped',
  'second-step-enabled',
  'second-step-removed',
  'session-ended',
  'sessions-ended',
  'sign-in-policy-changed',
  'setup-skipped',
  'sign-in-methods-reset',
  'sign-in-refused',
  'signed-in',
  'signed-out',
  'single-sign-on-tied',
  'synchronized',
  'tags-changed',
  'token-created',
  'token-revoked',
  'user-changed',
  'user-created',
  'user-removed',
  'view-begun',
  'view-ended',
] as const;

/** What was done in the language shown; what is new to this console as the server calls it. */
export function actionWord(action: string, t: TFunction): string {
  const known = actions.find((one) => one === action);
  return known ? t(`auditActions.${known}`) : action;
}

const subjects = [
  'account-pool',
  'certificate',
  'computer',
  'group',
  'installer',
  'license',
  'passkey',
  'permission-set',
  'pool',
  'portal-account',
  'run',
  'settings',
  'shared-objects',
  'token',
  'user',
] as const;

/** What kind of thing it was done to. */
export function subjectWord(kind: string, t: TFunction): string {
  const known = subjects.find((one) => one === kind);
  return known ? t(`auditSubjects.${known}`) : kind;
}
