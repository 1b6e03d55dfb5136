import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react';

/** A component that is fetched when it is first shown: for what stands behind a click, so that the first page does without it. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Later(props: P) {
    return (
      <Suspense fallback={<span tabIndex={-1} style={{ position: 'absolute' }} />}>
        <TakeFocus />
        <Loaded {...props} />
      </Suspense>
    );
  };
}

/** A popover gives the focus to what stands in it when it opens; what comes later takes it over. */
function TakeFocus() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const popover = place.current?.closest('[role="dialog"]');
    if (!popover || popover.contains(document.activeElement)) return;
    popover.querySelector<HTMLElement>('[data-autofocus], input:not([type="hidden"]), button:not([tabindex="-1"])')?.focus();
  }, []);
  return <span ref={place} hidden />;
}
