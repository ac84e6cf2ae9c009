import type { CreateLiveView } from './screen.js';

/** Loads the part of a view that draws. A file of its own, because the build keeps no compiled form of one that imports a module. */
export const loadInk = async (): Promise<CreateLiveView> => (await import('./live-view.js')).createLiveView;
