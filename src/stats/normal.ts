import { createRequire } from 'node:module'
import type Jstat from 'jstat'

let loaded: typeof Jstat | null = null

/** Loaded at first use: every test file has the matchers, few need a distribution function. */
function jstat(): typeof Jstat {
  loaded ??= createRequire(import.meta.url)('jstat') as typeof Jstat
  return loaded
}

/** Standard normal distribution function. */
export function normalCdf(z: number): number {
  return jstat().normal.cdf(z, 0, 1)
}

/** Inverse of {@link normalCdf}; -infinity at 0 and +infinity at 1. */
export function normalQuantile(p: number): number {
  return jstat().normal.inv(p, 0, 1)
}

/** Most degrees of freedom that Student's t is computed with: beyond, it is the normal distribution to seven digits. */
const mostDegrees = 1e7

/** Quantile of Student's t with `degrees` degrees of freedom, which need not be whole. */
export function studentQuantile(p: number, degrees: number): number {
  return degrees > mostDegrees ? normalQuantile(p) : jstat().studentt.inv(p, degrees)
}

/** Distribution function of Student's t with `degrees` degrees of freedom, which need not be whole. */
export function studentCdf(t: number, degrees: number): number {
  return degrees > mostDegrees ? normalCdf(t) : jstat().studentt.cdf(t, degrees)
}
