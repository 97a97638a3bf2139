import type { AnswerRules } from '../../../workload/answer-rules.ts'
import type { CompiledRules, CompileRules } from './compile-rules.ts'

/** Rules in the engine's own form, each made once: before anything is timed, by whoever asks for a context first. */
export class RuleBook {
  readonly #compile: CompileRules
  readonly #byText = new Map<string, Promise<CompiledRules>>()
  readonly #known = new WeakMap<AnswerRules, CompiledRules>()

  constructor(compile: CompileRules) {
    this.#compile = compile
  }

  /**
   * The rules in the engine's own form.
   * @throws LlmBenchError `invalid-workload` for rules that cannot be applied
   */
  async of(rules: AnswerRules): Promise<CompiledRules> {
    const known = this.#known.get(rules)
    if (known !== undefined) return known
    // Each block brings its own copy of them.
    const text = JSON.stringify(rules)
    let made = this.#byText.get(text)
    if (made === undefined) {
      made = this.#compile(rules)
      this.#byText.set(text, made)
    }
    const compiled = await made
    this.#known.set(rules, compiled)
    return compiled
  }
}
