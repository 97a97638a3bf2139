import { LlmBenchError } from '../../errors.ts'
import type { ReadMetrics } from '../../host/server-metrics.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import type { ServerFiguresRecord } from '../../record/server.ts'
import { differenceOf } from '../../servers/metrics/difference.ts'
import type { ServerMetrics } from '../../servers/metrics/server-metrics.ts'
import type { ServerWatch } from '../load/server-watch.ts'
import type { EndpointMetrics } from './metrics-place.ts'

/** Addresses that did not answer in time: to wait for them once is enough. */
const slow = new Set<string>()

/**
 * Reads a server's own counters before a block and after it, outside of what is timed. Where it has none it is not
 * asked again, and the run is whole without; where their address was given, that is an error before anything is
 * measured.
 */
export function serverWatch(place: EndpointMetrics): ServerWatch {
  let silent = !place.isGiven && slow.has(place.url)
  const read = async (ask: ReadMetrics): Promise<ServerMetrics | null> => {
    if (silent) return null
    const reading = await ask(place)
    if (reading.state === 'read') return reading.metrics
    silent = true
    if (reading.slow) slow.add(place.url)
    return null
  }
  return {
    async check(ask) {
      if (!place.isGiven) return
      const reading = await ask(place)
      if (reading.state === 'read') return
      throw new LlmBenchError(
        'endpoint-refused',
        `the metrics at ${printableAddress(place.url)} cannot be read: ${reading.reason}${keyless(place)}: ` +
          'correct the option metrics, or leave it out',
      )
    },
    async begin(ask) {
      const before = await read(ask)
      return async () => {
        if (before === null) return null
        const after = await read(ask)
        return after === null ? null : figuresOf(before, after)
      }
    },
  }
}

function keyless({ isElsewhere }: EndpointMetrics): string {
  return isElsewhere ? " (no key is sent there: it goes to the endpoint's own origin only)" : ''
}

function figuresOf(before: ServerMetrics, after: ServerMetrics): ServerFiguresRecord | null {
  const window = differenceOf(before, after)
  if (window === null) return null
  const { cacheHitShare: _share, prefillTokensPerSecond: _speed, ...figures } = window
  return figures
}
