import { cachedShareOf } from '../../src/metrics/cached-share.ts'
import { jointClaims } from '../../src/runs/joined/joint-claims.ts'
import { decodeColumns } from '../../src/samples/columns.ts'
import type { Collected } from './collected.ts'

/**
 * Judges what all parts of a load claimed of the whole load, once the claims of the parts are known.
 * @returns sentences about claims that cannot be judged of it
 */
export function addJointClaims({ runs, columns: all }: Collected): string[] {
  return runs.flatMap((record) => {
    const encoded = all.get(record.id)
    if (record.joinedFrom.length === 0 || encoded === undefined) return []
    const parts = record.joinedFrom.flatMap((part) => runs.find(({ id }) => id === part) ?? [])
    const isDecided = parts.some(({ load }) => load.endedBy === 'decided')
    const measured = {
      columns: decodeColumns(encoded),
      gaps: new Float64Array(),
      concurrency: record.load.concurrency,
      cachedShare: cachedShareOf(record.tokens),
    }
    const { claims, notes } = jointClaims(
      { record, measured, isDecided },
      parts.map(({ claims: made }) => made),
    )
    record.claims.push(...claims)
    return notes.map((note) => `${record.name}: ${note}`)
  })
}
