import { differingFields, fingerprintOf } from '../../src/machine/facts/fingerprint.ts'
import { emptyRun, type RunRecord } from '../../src/record/run.ts'
import type { EnvironmentRecord, Fingerprint } from '../../src/record/environment.ts'
import type { ShardRecord } from '../../src/record/parts/shard.ts'
import type { RunFingerprint } from '../../src/record/report.ts'

/** Fields in which machines differ that a note names. */
const mostFields = 6

/** Adds the runs of a file to those of its machine. */
export function addToShards(shards: ShardRecord[], { blob, environment, runs }: ShardRecord): void {
  const key = keyOf(environment)
  const known = shards.find((shard) => shard.blob === blob && keyOf(shard.environment) === key)
  if (known === undefined) shards.push({ blob, environment, runs: [...runs] })
  else known.runs.push(...runs)
}

/** A machine is the same under another load. */
function keyOf(environment: EnvironmentRecord): string {
  return JSON.stringify({ ...environment, cpu: { ...environment.cpu, loadAverage: null } })
}

/** The fingerprint of each run whose machine is known: of a joined load where its parts have the same one. */
export function shardFingerprints(runs: readonly RunRecord[], shards: readonly ShardRecord[]): RunFingerprint[] {
  const measured = new Map(
    runs.flatMap((run): [string, RunFingerprint][] => {
      const shard = shards.find(({ runs: ids }) => ids.includes(run.id))
      return shard === undefined ? [] : [[run.id, runFingerprint(shard.environment, run)]]
    }),
  )
  return runs.flatMap(({ id, joinedFrom }) => {
    const own = measured.get(id)
    if (own !== undefined || joinedFrom.length === 0) return own ?? []
    const parts = joinedFrom.map((part) => measured.get(part))
    const [first] = parts
    return first !== undefined && parts.every((part) => part?.hash === first.hash) ? [{ ...first, run: id }] : []
  })
}

/** The fingerprint of a run on a machine. */
export function runFingerprint(environment: EnvironmentRecord, { id, target }: RunRecord): RunFingerprint {
  const { hash, fields } = fingerprintOf(environment, target)
  return { run: id, hash, fields: { ...fields } }
}

/** Says of the machines of a merged report whether they are alike, or not known. */
export function shardNote(runs: readonly RunRecord[], shards: readonly ShardRecord[]): string {
  const known = new Set(shards.flatMap(({ runs: ids }) => ids))
  if (runs.some(({ id, joinedFrom }) => joinedFrom.length === 0 && !known.has(id))) {
    return (
      'Merged from other reports, which do not all say where they measured: the environment is that of the first ' +
      'that does, else of the machine that merged them.'
    )
  }
  const fields = differences(shards.map(({ environment }) => fingerprintOf(environment, emptyRun().target)))
  if (fields.length === 0) {
    return 'Merged from other reports, of machines that are alike: the environment is that of the first.'
  }
  const more = fields.length > mostFields ? ` and ${fields.length - mostFields} more` : ''
  return (
    `Merged from reports of machines that differ (${fields.slice(0, mostFields).join('; ')}${more}): the environment ` +
    'is that of the first, each run has the fingerprint of its own, and figures of one are not to be compared with ' +
    'those of another.'
  )
}

/** The fields in which machines differ from the first, each with both values. */
function differences([first, ...others]: readonly Fingerprint[]): string[] {
  if (first === undefined) return []
  const fields = others.flatMap((other) => differingFields(first, other))
  return [...new Set(fields)].map((field) =>
    field.replace(' here, ', ' in the first, ').replace(/ there$/u, ' in another'),
  )
}
