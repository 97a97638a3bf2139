import type { Call } from '../../option-check/call.ts'
import { wordsOf } from '../../option-check/schema-words.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { SpacingOptions } from './load-options.ts'
import { burstinessSchema } from './load-schema.ts'
import type { Spacing } from './plan.ts'

/**
 * The spacing that options ask for, each of which is right by itself.
 * @throws LlmBenchError `invalid-option` where they do not go together
 */
export function spacingOf(
  call: Call,
  arrivals: SpacingOptions['arrivals'] = 'poisson',
  burstiness: number | undefined,
): Spacing {
  const together = `${shown(burstiness)} with arrivals ${shown(arrivals)}`
  if (arrivals === 'gamma') {
    if (burstiness !== undefined) return { kind: 'gamma', burstiness }
    throw notAllowed(call('burstiness'), together, wordsOf(burstinessSchema))
  }
  if (burstiness === undefined) return { kind: arrivals }
  throw notAllowed(call('burstiness'), together, 'arrivals: "gamma" too, or leave it out')
}
