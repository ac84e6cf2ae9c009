type Place = { listener: (() => void) | undefined; index: number };

/** Who is to be told of each signal. */
const placesOf = new WeakMap<AbortSignal, Place[]>();

const listenTo = (signal: AbortSignal): Place[] => {
  const places: Place[] = [];
  signal.addEventListener('abort', () => [...places].forEach(({ listener }) => listener?.()), { once: true });
  placesOf.set(signal, places);
  return places;
};

const leave = (places: Place[], place: Place): void => {
  if (place.listener === undefined) return;
  place.listener = undefined;
  const last = places.pop();
  if (last === undefined || last === place) return;
  last.index = place.index;
  places[last.index] = last;
};

/**
 * Calls the listener when the signal aborts, unless the returned function was called before. One signal is handed to
 * thousands of requests: a place in a list costs a tenth of an event listener.
 *
 * The list is an array, whose last place fills the one that becomes free, and no `Set`: V8 makes a new table for a set
 * that entries join and leave all the time, and each table it gave up points to the next. As soon as one of them is in
 * the old generation, none of the later ones, with the requests they hold, is garbage to a scavenge.
 */
export const whenAborted = (signal: AbortSignal, listener: () => void): (() => void) => {
  const places = placesOf.get(signal) ?? listenTo(signal);
  const place: Place = { listener, index: places.length };
  places.push(place);
  return () => leave(places, place);
};
