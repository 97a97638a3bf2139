import type { PeerLoad } from './peer.ts'

/** The order of a round: forwards and backwards in turns, so that whatever drifts falls on all alike. */
export function orderOf<Item>(items: readonly Item[], round: number): readonly Item[] {
  return round % 2 === 0 ? items : items.toReversed()
}

/**
 * The load of so many streams: at least two answers of each, and five requests.
 * @param warmed whether every stream makes a request before, where a client knows a warm-up
 */
export function loadOf(streams: number, warmed: boolean): Pick<PeerLoad, 'streams' | 'requests' | 'warmUps'> {
  return { streams, requests: Math.max(5, 2 * streams), warmUps: warmed ? streams : null }
}
