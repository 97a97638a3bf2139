import { formatGivenShare } from '../../figures.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { type ComponentName, componentNames } from './components/component-name.ts'
import type { Weights } from './profile.ts'
import { weightRanges } from './profiles.ts'

/** Rounding of a sum of weights. */
const slack = 1e-9

/**
 * The weights of a profile with those that were given.
 * @param call words for the option in messages
 * @throws LlmBenchError `invalid-option` where one is outside its range, or they do not sum to 1
 */
export function weightsWith(
  usual: Weights,
  given: Partial<Record<ComponentName, number>>,
  call: (path: string) => string,
): Weights {
  const weights = Object.fromEntries(componentNames.map((name) => [name, given[name] ?? usual[name]])) as Weights
  for (const name of componentNames) {
    const [least, most] = weightRanges[name]
    if (weights[name] >= least - slack && weights[name] <= most + slack) continue
    const wanted = least === most ? String(least) : `a weight from ${least} to ${most}`
    throw notAllowed(call(`weights.${name}`), String(weights[name]), wanted)
  }
  const sum = componentNames.reduce((total, name) => total + weights[name], 0)
  if (Math.abs(sum - 1) <= slack) return weights
  const all = componentNames.map((name) => `${name} ${weights[name]}`).join(', ')
  throw notAllowed(
    call('weights'),
    `a sum of ${Number(sum.toFixed(6))} (${all})`,
    `weights that sum to ${formatGivenShare(1)}`,
  )
}
