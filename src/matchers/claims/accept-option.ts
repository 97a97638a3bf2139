/** What a claim may rest on only where it is named: an assumed input, or a simulated target. */
export type Acceptable = 'assumed' | 'simulated'

/** What a claim may rest on beside what was measured or declared. */
export interface AcceptOption {
  /**
   * `assumed`: a claim that rests on watts or prices nobody declared is decided all the same.
   * `simulated`: a claim about a target that computes nothing is made all the same. Either stays
   * labelled as such. None when left out.
   */
  readonly accept?: readonly Acceptable[]
}
