import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { SpawnedMockServerOptions } from '../options.ts'

/**
 * Refuses the options that one process would have to know of all requests for, where several serve them.
 * @throws LlmBenchError `invalid-option` with the first of them
 */
export function refuseWhatNeedsOne(options: SpawnedMockServerOptions, call: Call): void {
  const { slots, prefixCache = false, oneConnection = false, metrics = false, faults = [] } = options
  const some = faults.some(({ share, every, requests }) =>
    [share, every, requests].some((given) => given !== undefined),
  )
  const found = [
    slots === undefined ? null : 'slots',
    prefixCache === true ? 'prefixCache: true' : null,
    oneConnection ? 'oneConnection' : null,
    metrics === false ? null : 'metrics',
    some ? 'faults that meet some of the requests' : null,
  ].find((name) => name !== null)
  if (found === undefined) return
  const value = `more than one, of which none knows all requests, beside ${found}`
  throw notAllowed(call('processes'), value, '1')
}
