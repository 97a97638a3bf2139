/**
 * The share of the machine that a run has for itself while it is measured: all of it, the resources that its target
 * computes on, or resources by names of the user's own.
 */
export type LockOption = 'machine' | 'resource' | readonly string[]
