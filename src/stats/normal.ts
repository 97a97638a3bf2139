import jstat from 'jstat'

/** Standard normal distribution function. */
export function normalCdf(z: number): number {
  return jstat.normal.cdf(z, 0, 1)
}

/** Inverse of {@link normalCdf}; -infinity at 0 and +infinity at 1. */
export function normalQuantile(p: number): number {
  return jstat.normal.inv(p, 0, 1)
}

/** Quantile of Student's t with `degrees` degrees of freedom. */
export function studentQuantile(p: number, degrees: number): number {
  return jstat.studentt.inv(p, degrees)
}
