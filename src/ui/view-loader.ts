import { createDelay } from './delay.js';
import type { CreateLiveView } from './screen.js';

/** Loads what draws, once. */
export type ViewLoader = {
  /** Begins to load now, if it has not begun. */
  load(): void;
  /** Begins to load after a while, unless it is cancelled before. */
  loadAfter(ms: number): void;
  cancel(): void;
};

/** A view that cannot be loaded is done without: the answer is only appended then. */
export const createViewLoader = (loadView: () => Promise<CreateLiveView>, onLoad: (createView: CreateLiveView) => void): ViewLoader => {
  let hasBegun = false;
  const load = (): void => {
    delay.stop();
    if (hasBegun) return;
    hasBegun = true;
    loadView().then(onLoad, () => undefined);
  };
  const delay = createDelay(load);
  return { load, loadAfter: (ms) => (hasBegun ? undefined : delay.start(ms)), cancel: () => delay.stop() };
};
