import { formatNumber } from '../../figures.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { AnchorRecord } from '../../record/machine/anchor.ts'

/** Share by which the machine may be slower than usual, or change during a run, before it is told. */
const mostChange = 0.1
/** Fewest earlier figures that say what is usual. */
const fewest = 3

/** The state of the machine around a run, beside its own history and from before to after. */
export function anchorCheck({ beforeMs, afterMs, history, ratioBefore, ratioAfter }: AnchorRecord): CheckRecord {
  const base = { id: 'anchor', protects: ['all'] }
  if (beforeMs === null || afterMs === null)
    return { ...base, status: 'ok', message: 'the anchor workload was not measured before and after the run' }
  const change = afterMs / beforeMs
  const apart = `${formatNumber(beforeMs)} ms a token before the run and ${formatNumber(afterMs)} after it`
  if (Math.max(change, 1 / change) > 1 + mostChange)
    return {
      ...base,
      status: 'warning',
      message: `the anchor workload took ${apart}: the machine changed meanwhile; find what else ran, or measure again`,
    }
  const worst = Math.max(ratioBefore ?? 0, ratioAfter ?? 0)
  if (history >= fewest && worst > 1 + mostChange)
    return {
      ...base,
      status: 'warning',
      message:
        `the anchor workload took ${apart}, ${formatNumber(worst)} times its usual time on this machine: ` +
        'look for heat, other programs or a power limit',
    }
  const usual = worst === 0 ? 'it has no history yet' : `${formatNumber(worst)} times its usual time`
  return { ...base, status: 'ok', message: `the anchor workload took ${apart}, ${usual}` }
}
