import { joinParts } from '../../src/runs/join-parts.ts'
import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import { mergeDigests } from '../../src/stats/quantiles/digest.ts'
import { encodeColumns } from '../../src/samples/columns.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import type { Collected } from './collected.ts'
import { joinedLenses } from './joined-lenses.ts'

/**
 * Adds a run for each load that was made in parts, by several files, shards or machines. Of a part
 * that was retried the last attempt counts.
 * @param journals paths of the journals by run, which are asked for where there is such a load
 * @returns sentences about parts that are not one load
 */
export function addJoinedLoads(
  collected: Collected,
  all: readonly LoadPart[],
  journals: () => ReadonlyMap<string, string>,
): string[] {
  const loads = Map.groupBy(
    all.filter(({ record }) => record.part !== null),
    ({ record }) => record.part ?? '',
  )
  return [...loads].flatMap(([name, tries]) => {
    const latest = [...new Map(tries.map((part) => [placeOf(part), part])).values()]
    const parts = latest.filter(({ columns }) => columns.sent.length > 0)
    if (parts.length < 2) return [`${name} is a load in parts, of which only one was measured`]
    const begun = begunParts(collected, name)
    const joined = joinParts(parts, {
      unmeasured: latest.length - parts.length + begun,
      shards: collected.shardNumbers,
    })
    if ('reason' in joined) return [`the parts of ${name} were not joined: ${joined.reason}`]
    const { record, columns, notes } = joined
    const measured = { columns, gaps: new Float64Array(), concurrency: record.load.concurrency }
    collected.runs.push({ ...record, lenses: joinedLenses(parts, journals) })
    collected.columns.set(record.id, encodeColumns(columns))
    collected.gaps.set(record.id, parts.map(({ gaps }) => gaps).reduce(mergeDigests))
    collected.series.set(record.id, runSeries(measured))
    return notes.map((note) => `${name}: ${note}`)
  })
}

/** Parts that began, and of whose requests nothing is known: their worker died. */
function begunParts({ started, runs }: Collected, name: string): number {
  const measured = new Set(runs.map(({ id }) => id))
  return [...started.values()].filter(
    ({ header, replaced }) => header.part === name && !replaced && !measured.has(header.id),
  ).length
}

function placeOf({ record }: LoadPart): string {
  return JSON.stringify([record.project, record.blob, record.file, record.test, record.name])
}
