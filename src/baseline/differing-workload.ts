import type { RunRecord } from '../record/run.ts'
import type { FieldRecord } from '../record/target.ts'

/**
 * Settings in which the work of two runs differs, with both values: figures of different work do not
 * compare, whatever machine they were made on. A setting that either run does not tell is left out, and those named.
 */
export function differingWorkload(here: RunRecord, there: RunRecord, except: readonly string[] = []): string[] {
  const [one, other] = [workSettings(here), workSettings(there)]
  return Object.keys(one).flatMap((name) => {
    const [mine, theirs] = [one[name] ?? null, other[name] ?? null]
    if (mine === null || theirs === null || mine === theirs || except.includes(name)) return []
    return [`${name} ${JSON.stringify(mine)} here, ${JSON.stringify(theirs)} there`]
  })
}

/** Settings of the work that a run asked for; null where it does not tell one. */
export function workSettings({
  workload,
  load,
  target,
  items,
}: RunRecord): Record<string, string | number | boolean | null> {
  // Seed and prompt may be rotated on purpose; the amount of work may not.
  const known = workload.prompts > 0
  return {
    kind: known ? workload.kind : null,
    prompts: known ? workload.prompts : null,
    maxTokens: known ? workload.maxTokens : null,
    temperature: known ? temperatureOf(target.fields ?? [], workload.temperature) : null,
    ignoreEos: known ? workload.ignoreEos : null,
    // A record of an older release says nothing of these.
    depth: known ? (workload.depth ?? null) : null,
    rules: known && workload.rules !== undefined ? (workload.rules ?? 'none') : null,
    // Of vectors and scores: the texts or documents of a request.
    batch: items === null || items === undefined ? null : `${items.perRequest.min} to ${items.perRequest.max}`,
    concurrency: load.concurrency,
  }
}

/** The temperature that was asked for; the server's own where it is not sent. */
function temperatureOf(fields: readonly FieldRecord[], asked: number | null): number | string | null {
  const leftOut = fields.some(({ name, sentAs }) => name === 'temperature' && sentAs === null)
  return leftOut ? "the server's own" : asked
}
