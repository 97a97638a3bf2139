import { formatCount, formatDuration, formatGivenShare, formatShare } from '../../figures.ts'
import { plainName, plainSentence } from '../../plain-text.ts'
import { alignRows } from '../../text-table.ts'
import type { FoundNoise } from './run-noise.ts'

/** The table of the noise of each bench and metric, and where it is kept. */
export function noiseText({ noise, launchMs, paths, notes }: FoundNoise, change: number): string {
  const wantedHead = `for ${formatGivenShare(change)}`
  const head = ['bench', 'metric', 'launches', 'spread', 'visible', `launches ${wantedHead}`, `time ${wantedHead}`]
  const rows = noise.map(({ name, floor, spread, visible, wanted }) => [
    plainName(name),
    floor.metric,
    formatCount(floor.launches),
    formatShare(spread),
    formatShare(visible),
    wanted === null ? 'none' : `${formatCount(wanted)} + ${formatCount(wanted)}`,
    wanted === null ? '' : formatDuration(2 * wanted * launchMs),
  ])
  return [
    ...alignRows([head, ...rows]),
    'spread: between the medians of launches; ' +
      'visible: the change that as many launches of each side show in four of five comparisons',
    ...notes.map(plainSentence),
    ...paths.map((path) => `kept in ${path}`),
  ].join('\n')
}
