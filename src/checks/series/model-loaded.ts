import { formatCount, formatDuration, formatShare } from '../../figures.ts'
import { plainExcerpt } from '../../plain-text.ts'
import type { Check } from '../evidence/check.ts'

/** Share of the requests that wait for a load from which on the figures are those of loading. */
const invalidShare = 0.05
/** Most models that are named. */
const mostNamed = 3

/** A server that loaded the model within the run, for another was asked for meanwhile, or it had let it go. */
export const modelLoaded: Check = ({ end, samples }) => {
  const waited = end.waitedForLoad ?? 0
  if (waited === 0 || samples.length === 0) return null
  const switches = end.switches ?? []
  const evicted = [...new Set(switches.flatMap((one) => one.evicted))]
  const longest = switches.reduce((most, { totalMs }) => Math.max(most, totalMs ?? 0), 0)
  const count = `${formatCount(waited)} of ${formatCount(samples.length)} requests`
  const upTo = longest > 0 ? `, up to ${formatDuration(longest)} to the first token` : ''
  const forWhich = evicted.length === 0 ? '' : `, for which it let ${namesOf(evicted)} go`
  const isRule = waited > invalidShare * samples.length
  return {
    id: 'model-loaded',
    status: isRule ? 'invalid' : 'warning',
    protects: ['latency', 'response', 'ttft', 'throughput'],
    message:
      `${count} (${formatShare(waited / samples.length)}) waited until the server had loaded the model${upTo}` +
      `${forWhich}: those times are in every figure; ` +
      'have the server keep the models it is asked for, ask for one at a time, or claim them with toSwitchWithin',
  }
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => `"${plainExcerpt(name, 40)}"`)
  return [...shown, ...(names.length > mostNamed ? [`${formatCount(names.length - mostNamed)} more`] : [])].join(', ')
}
