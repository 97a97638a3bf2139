import type { DecisionQuestion } from '../../engines/decision.ts'
import type { JudgeRecord } from '../../record/quality.ts'
import type { ModelIdentity } from '../model/identity.ts'

/** A judge that can be asked. */
export interface Asker {
  /** Way in which its verdicts are had, in a report. */
  readonly method: JudgeRecord['method']
  /** Questions that it is asked at the same time. */
  readonly concurrency: number
  /** Who it is; it is made ready for that. */
  identity(): Promise<ModelIdentity>
  /**
   * Asks about a document: the probabilities of no and yes, or of the levels, in their order.
   * @throws Error where it gives no verdict that counts
   */
  ask(document: string, question: DecisionQuestion, timeoutMs: number): Promise<readonly number[]>
}
