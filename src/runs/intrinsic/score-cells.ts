import { LlmBenchError } from '../../errors.ts'
import type { IntrinsicRecord } from '../../record/intrinsic/intrinsic.ts'
import type { TextScorer } from '../../targets/model/text-scorer.ts'
import type { Cell, CellMember } from '../cells/cell.ts'
import type { GroupSetting } from '../group.ts'
import { type Scoring, scoreText } from './score-text.ts'
import type { ScoreWish } from './score-wish.ts'
import type { SourceText } from './text-source.ts'

/** The text that every configuration is to foretell. */
export interface CellsText {
  readonly text: SourceText
  readonly wish: ScoreWish
}

/** Options whose effect on the numbers is lost where a text is scored exactly. */
const numbers: ReadonlySet<string> = new Set(['kvCache', 'flashAttention'])

/**
 * Scores a text by every configuration that was measured, the first of them as the base of the others; those that give
 * the same numbers once. It stands after all rounds, in no time that is measured. One that cannot be scored says why,
 * and the others go on.
 */
export async function scoreCells(
  cells: readonly Cell[],
  { text, wish }: CellsText,
  { signal, onNotice, onProgress }: Pick<GroupSetting, 'signal' | 'onNotice' | 'onProgress'>,
): Promise<void> {
  const measured = cells.filter(({ active, problem }) => active !== null && problem === null)
  const varies = measured.some(({ member }) => member.sweep.axes.some(({ name }) => numbers.has(name)))
  const exact = wish.exact ?? !varies
  const known = new Map<string, IntrinsicRecord | null>()
  const [first] = measured
  try {
    for (const cell of measured) {
      const { member } = cell
      const key = keyOf(member, exact)
      if (!known.has(key)) {
        const topic = `${member.name}: predictions`
        const tell = (told: string): void => onProgress(topic, `${member.name}: ${told}`, false)
        const scoring = { text, wish: { ...wish, exact }, signal, tell }
        known.set(key, await scored(member.scorer, cell === first ? null : (first?.member.scorer ?? null), scoring))
        onProgress(topic, '', true)
        if (known.get(key) === null) onNotice(`${member.name}: its predictions could not be scored`)
        // Of more than the base and one other the memory would not do.
        if (cell !== first) await member.workload.target.relaunch?.()
      }
      if (cell.active !== null) cell.active.intrinsic = known.get(key) ?? null
    }
  } finally {
    await first?.member.workload.target.relaunch?.().catch(() => {})
  }

  async function scored(
    model: TextScorer,
    base: TextScorer | null,
    scoring: Omit<Scoring, 'model' | 'base'>,
  ): Promise<IntrinsicRecord | null> {
    try {
      return await scoreText({ ...scoring, model, base })
    } catch (error) {
      if (signal.aborted) throw error
      onNotice(error instanceof Error ? error.message : String(error))
      // Of another vocabulary it has a perplexity all the same, and no divergence.
      const isOther = error instanceof LlmBenchError && error.code === 'invalid-workload' && base !== null
      return isOther ? await scored(model, null, scoring) : null
    }
  }
}

/** Equal for configurations that give the same numbers. */
function keyOf({ file, place, sweep }: CellMember, exact: boolean): string {
  const axes = exact ? [] : sweep.axes.filter(({ name }) => numbers.has(name))
  return JSON.stringify([file, place, axes])
}
