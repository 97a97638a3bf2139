import { answerMs, type KnownAnswer } from './known-answer.ts'

/** Fewest requests that a load is judged by: a p99 of fewer says little more than the worst of them. */
export const fewestRequests = 20
/** Length of a load where nobody said one, and where that makes requests enough. */
const usualSeconds = 3
/** Arrivals to plan for each that is needed: they may be fewer than their mean, but hardly ever below half of 40. */
const arrivalsShare = 2

/** Seconds in which so many streams surely make {@link fewestRequests}, at least 3. */
export function streamsSeconds(streams: number, answer: KnownAnswer): number {
  // One more round than is needed: answers take a little longer than programmed.
  const rounds = fewestRequests / streams + 1
  return Math.max(usualSeconds, Math.ceil((rounds * answerMs(answer)) / 1000))
}

/** Seconds in which so many requests per second surely make {@link fewestRequests}, at least 3. */
export function rateSeconds(perSecond: number): number {
  return Math.max(usualSeconds, Math.ceil((arrivalsShare * fewestRequests) / perSecond))
}
