import type { NamedModel } from '../../cost/model-price.ts'
import type { AnswerUsage } from '../../http/answer/usage.ts'

/** A call of a model that a task made. */
export interface LedgerCall {
  readonly model: string | NamedModel | null
  /** Its tokens; null where nobody told them, `none` of a call that failed and made none. */
  usage: AnswerUsage | null | 'none'
}

/** Steps and calls of one execution of a task, until it is over. */
export class Ledger {
  readonly calls: LedgerCall[] = []
  #steps = 0
  #closed = false

  /** Steps that were told; where none was, calls of models. */
  get steps(): number {
    return this.#steps === 0 ? this.calls.length : this.#steps
  }

  step(): void {
    if (!this.#closed) this.#steps++
  }

  /** Notes a call; its usage may be told later. */
  call(model: LedgerCall['model'], usage: LedgerCall['usage'] = null): LedgerCall {
    const call: LedgerCall = { model, usage }
    if (!this.#closed) this.calls.push(call)
    return call
  }

  /** Takes no more: what a task does after its end is nobody's. */
  close(): void {
    this.#closed = true
  }
}
