import type { MachineFacts } from '../../record/machine/facts.ts'
import type { Probe } from './run-probe.ts'

/** Probes of a system by their names, and the facts that their answers make. */
export interface Platform<Answers extends object> {
  readonly probes: { readonly [Name in keyof Answers]: Probe<Answers[Name]> }
  /** The facts; an answer that is null was not given. */
  facts(answers: { readonly [Name in keyof Answers]: Answers[Name] | null }): Omit<MachineFacts, 'probes'>
}
