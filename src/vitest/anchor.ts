import { addToAnchorHistory, anchorPath, readAnchorHistory } from '../baseline/anchor/anchor-history.ts'
import { anchorCheck } from '../checks/machine/anchor.ts'
import { collectEnvironment } from '../machine/facts/environment.ts'
import { fingerprintOf } from '../machine/facts/fingerprint.ts'
import type { AnchorRecord } from '../record/machine/anchor.ts'
import type { BuiltRun } from '../runs/build-run.ts'
import { medianOf } from '../stats/quantiles/median.ts'
import { type AnchorFigure, measureAnchor } from '../targets/model/anchor.ts'
import type { WorkerContext } from '../worker/context.ts'

/** The anchor workload of one measurement: before it, after it, and beside what it was on this machine earlier. */
export class Anchor {
  readonly #context: WorkerContext
  readonly #signal: AbortSignal
  #record: AnchorRecord | null = null

  constructor(context: WorkerContext, signal: AbortSignal) {
    this.#context = context
    this.#signal = signal
  }

  /**
   * Measures the machine's state, does the work, and measures it again.
   * @throws LlmBenchError of the anchor's process, and whatever the work throws
   */
  async around(work: () => Promise<void>): Promise<void> {
    const before = await this.#measure()
    await work()
    this.#record = this.#recordOf(before, await this.#measure())
  }

  /** Writes the state into a run that was measured meanwhile; gives it in a sentence, null where there is none. */
  mark({ record }: BuiltRun): string | null {
    if (this.#record === null) return null
    const check = anchorCheck(this.#record)
    record.anchor = this.#record
    record.checks.push(check)
    return check.message
  }

  async #measure(): Promise<AnchorFigure> {
    return await measureAnchor(this.#context.broker, this.#context, this.#signal)
  }

  #recordOf(before: AnchorFigure, after: AnchorFigure): AnchorRecord {
    const { runRoot } = this.#context
    const fingerprint = fingerprintOf(collectEnvironment(runRoot), before.facts.target)
    const path = anchorPath(runRoot, fingerprint)
    const earlier = readAnchorHistory(path)
    const historyMs = earlier.length === 0 ? null : medianOf(Float64Array.from(earlier))
    const ratio = (figure: number | null): number | null =>
      figure === null || historyMs === null ? null : figure / historyMs
    addToAnchorHistory(
      path,
      [before, after].flatMap(({ msPerToken }) => msPerToken ?? []),
    )
    return {
      beforeMs: before.msPerToken,
      afterMs: after.msPerToken,
      historyMs,
      history: earlier.length,
      ratioBefore: ratio(before.msPerToken),
      ratioAfter: ratio(after.msPerToken),
    }
  }
}
