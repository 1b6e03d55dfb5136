import { type ComponentType, lazy, Suspense } from 'react';

/** A component that is fetched when it is first shown: for what stands behind a click, so that the first page does without it. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Later(props: P) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
