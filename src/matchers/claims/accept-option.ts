import type { Acceptable } from '../../verdicts/acceptable.ts'

export type { Acceptable } from '../../verdicts/acceptable.ts'

/** Option that accepts grounds of a claim beside measured and declared ones. */
export interface AcceptOption {
  /**
   * `estimated`: a claim on tokens that the server did not count, so that each event stands for one, is
   * decided all the same, and so is a saving where a meter of energy saw a part of
   * the machine only. `assumed`: so is one that rests on watts or prices nobody declared.
   * `simulated`: a claim about a target that computes nothing is made all the same. Each stays
   * labelled as such. None when left out.
   */
  readonly accept?: readonly Acceptable[]
}
