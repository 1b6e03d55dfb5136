// Who has to sign in with a second step, and whether a session has shown one.

/** Whom the installation asks for a second step. */
export const secondStepGroups = ['nobody', 'administrators', 'everybody'] as const;
export type SecondStepGroup = (typeof secondStepGroups)[number];

export interface SignInPolicy {
  secondStepFor: SecondStepGroup;
  /** Whether whoever the identity provider sends counts, even when it does not say how it knows the person. */
  trustSingleSignOn: boolean;
}

/**
 * What a sign-in has shown besides a password: something of the user's own (code, recovery code, passkey), the provider's word
 * for several factors, or no more than that the provider knows the person.
 */
export type Shown = 'own' | 'provider-says' | 'provider';

/** `enroll`: the user has to set up a second step first. `again`: there is one, and this sign-in has not shown it. */
export type Standing = 'fine' | 'enroll' | 'again';

export function standingOf(
  policy: SignInPolicy,
  user: { administrator: boolean; hasSecondStep: boolean },
  shown: Shown | undefined,
): Standing {
  if (!asksFor(policy, user.administrator) || shown === 'provider-says') return 'fine';
  if (shown === 'provider') return policy.trustSingleSignOn ? 'fine' : 'again';
  if (!user.hasSecondStep) return 'enroll';
  return shown === 'own' ? 'fine' : 'again';
}

/** Whether a user of this sort is asked for a second step. */
export function asksFor({ secondStepFor }: SignInPolicy, administrator: boolean): boolean {
  return secondStepFor === 'everybody' || (secondStepFor === 'administrators' && administrator);
}
