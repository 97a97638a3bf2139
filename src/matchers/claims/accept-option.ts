/** Ground of a claim that must be accepted by name: an assumed input, or a simulated target. */
export type Acceptable = 'assumed' | 'simulated'

/** Option that accepts grounds of a claim beside measured and declared ones. */
export interface AcceptOption {
  /**
   * `assumed`: a claim that rests on watts or prices nobody declared is decided all the same.
   * `simulated`: a claim about a target that computes nothing is made all the same. Either stays
   * labelled as such. None when left out.
   */
  readonly accept?: readonly Acceptable[]
}
