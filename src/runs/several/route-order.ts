import type { RouteName } from '../../record/several/together.ts'

/** A way in which requests are handed out to several models, all decided. */
export type Route =
  | { readonly name: Extract<RouteName, 'all'> }
  | {
      readonly name: Exclude<RouteName, 'all'>
      /** Requests that each model gets beside the others, by its place. */
      readonly weights: readonly number[]
    }

/**
 * The order in which so many requests go to models by their weights: each as evenly spread as can be, so that at any
 * time each has had its share to within one request. Equal weights are a round robin.
 */
export function routeOrder(weights: readonly number[], requests: number): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const owed = weights.map(() => 0)
  return Array.from({ length: requests }, () => {
    for (const [place, weight] of weights.entries()) owed[place] = (owed[place] ?? 0) + weight
    const next = owed.indexOf(Math.max(...owed))
    owed[next] = (owed[next] ?? 0) - all
    return next
  })
}
