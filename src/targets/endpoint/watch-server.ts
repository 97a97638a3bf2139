import { LlmBenchError } from '../../errors.ts'
import type { ReadMetrics } from '../../host/server-metrics.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import type { ServerFiguresRecord } from '../../record/server.ts'
import { droppedFigures } from '../../servers/metrics/dropped-figures.ts'
import { differenceOf } from '../../servers/metrics/difference.ts'
import type { MetricsReading } from '../../servers/metrics/read-metrics.ts'
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
  let places = place.beside === null ? [place] : [{ ...place, url: place.beside }, place]
  const ask = async (reader: ReadMetrics): Promise<MetricsReading> => {
    const [first = place, second] = places
    const reading = await reader(first)
    // A server that took its time once is not waited for twice.
    if (second === undefined || reading.state === 'read' || reading.slow) {
      places = [first]
      return reading
    }
    places = [second]
    return await reader(second)
  }
  const read = async (reader: ReadMetrics): Promise<ServerMetrics | null> => {
    if (silent) return null
    const reading = await ask(reader)
    if (reading.state === 'read') return reading.metrics
    silent = true
    if (reading.slow) slow.add(place.url)
    return null
  }
  return {
    async check(reader) {
      if (!place.isGiven) return
      const reading = await ask(reader)
      if (reading.state === 'read') return
      throw new LlmBenchError(
        'endpoint-refused',
        `the metrics at ${printableAddress(place.url)} cannot be read: ${reading.reason}${keyless(place)}: ` +
          'correct the option metrics, or leave it out',
      )
    },
    async begin(reader) {
      const before = await read(reader)
      return async () => {
        if (before === null) return null
        const after = await read(reader)
        return after === null ? null : figuresOf(before, after)
      }
    },
  }
}

function keyless({ isElsewhere }: EndpointMetrics): string {
  return isElsewhere ? " (no key is sent there: it goes to the endpoint's own origin only)" : ''
}

function figuresOf(before: ServerMetrics, after: ServerMetrics): ServerFiguresRecord {
  const difference = differenceOf(before, after)
  if ('dropped' in difference)
    return droppedFigures({ server: after.server, windowMs: after.at - before.at }, difference.dropped)
  const { cacheHitShare: _share, prefillTokensPerSecond: _speed, ...figures } = difference.window
  return { ...figures, dropped: null }
}
